import type { TargetedEvent } from 'preact';
import { DocumentStatus } from '../../document/schema.ts';
import { statusName } from '../../document/status-name.ts';
import type { DocumentBody } from '../../http/schema.ts';
import { STATUSES } from '../shared/wording.ts';
import { countOf, type LibraryFilters, NO_FILTERS } from './filters.ts';

type FilterFormProps = Readonly<{
  filters: LibraryFilters;
  /** Documents to take suggestions from. */
  known: readonly DocumentBody[];
  onChange: (filters: LibraryFilters) => void;
}>;

const namesOf = (known: readonly DocumentBody[], field: 'issuer' | 'region' | 'kind'): readonly string[] =>
  [...new Set(known.map((document) => document[field]).filter((name) => name !== null))].sort((one, other) =>
    one.localeCompare(other, 'zh-CN'),
  );

function Suggestions({ id, names }: Readonly<{ id: string; names: readonly string[] }>) {
  return (
    <datalist id={id}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}

/** The box to search by and, folded away until wanted, the conditions. */
export function FilterForm({ filters, known, onChange }: FilterFormProps) {
  const change =
    (name: 'query' | 'issuer' | 'region' | 'kind' | 'issuedFrom' | 'issuedTo') =>
    (event: TargetedEvent<HTMLInputElement>) =>
      onChange({ ...filters, [name]: event.currentTarget.value.trim() });
  const changeStatus = (event: TargetedEvent<HTMLSelectElement>) => {
    const status = DocumentStatus.safeParse(event.currentTarget.value);
    onChange({ ...filters, status: status.success ? status.data : '' });
  };
  const count = countOf(filters);
  return (
    <search>
      <form id="library-form" class="library-search" onSubmit={(event) => event.preventDefault()}>
        <label for="query">按标题、文号或发文机关查找</label>
        <input
          id="query"
          type="search"
          maxLength={200}
          autocomplete="off"
          placeholder="例如：赣府发〔2022〕16号"
          value={filters.query}
          onInput={change('query')}
        />
        <details class="filters" open={count > 0}>
          <summary>筛选{count > 0 && `（${count} 项）`}</summary>
          <div class="filter-fields">
            <label class="labelled">
              <span>发文机关</span>
              <input list="issuers" value={filters.issuer} onChange={change('issuer')} autocomplete="off" />
            </label>
            <label class="labelled">
              <span>地区</span>
              <input list="regions" value={filters.region} onChange={change('region')} autocomplete="off" />
            </label>
            <label class="labelled">
              <span>文种</span>
              <input list="kinds" value={filters.kind} onChange={change('kind')} autocomplete="off" />
            </label>
            <label class="labelled">
              <span>效力</span>
              <select value={filters.status} onChange={changeStatus}>
                <option value="">不限</option>
                {STATUSES.map((status) => (
                  <option key={status} value={status}>
                    {statusName(status)}
                  </option>
                ))}
              </select>
            </label>
            <label class="labelled">
              <span>成文日期从</span>
              <input type="date" value={filters.issuedFrom} onChange={change('issuedFrom')} />
            </label>
            <label class="labelled">
              <span>到</span>
              <input type="date" value={filters.issuedTo} onChange={change('issuedTo')} />
            </label>
          </div>
          {count > 0 && (
            <button
              type="button"
              class="button small"
              onClick={() => onChange({ ...NO_FILTERS, query: filters.query })}
            >
              清除筛选
            </button>
          )}
          <Suggestions id="issuers" names={namesOf(known, 'issuer')} />
          <Suggestions id="regions" names={namesOf(known, 'region')} />
          <Suggestions id="kinds" names={namesOf(known, 'kind')} />
        </details>
      </form>
    </search>
  );
}
