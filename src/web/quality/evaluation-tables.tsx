import { EvaluationRecords, type EvaluationTable } from '../../http/evaluation-record.ts';
import { getJson } from '../shared/client.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { useRequest } from '../shared/use-request.ts';

function Table({ table: { title, columns, rows } }: Readonly<{ table: EvaluationTable }>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="table" aria-label={title} tabIndex={0}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column === '' ? '题集' : column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name = '', ...figures]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {figures.map((figure, column) => (
                <td key={column}>{figure}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The figures that were recorded with this version. */
export function EvaluationTables() {
  const { value, error, again } = useRequest('evaluation', (signal) =>
    getJson('/v1/evaluation', EvaluationRecords, { signal }),
  );
  if (error !== null) return <ProblemNotice title="没有读到评测记录" error={error} again={again} />;
  if (value === null) return <p class="quiet">正在读取…</p>;
  if (value.records.length === 0) return <p class="quiet">这份安装没有带评测记录。</p>;
  return (
    <>
      {value.records.map(({ title, sha256, tables }) => (
        <details key={title} class="record-of" open>
          <summary>
            <h3>{title}</h3>
            {sha256 !== null && <span class="quiet">语料 {sha256.slice(0, 12)}</span>}
          </summary>
          {tables.map((table) => (
            <Table key={table.title} table={table} />
          ))}
        </details>
      ))}
    </>
  );
}
