import { useEffect, useRef, useState } from 'preact/hooks';
import { type DocumentBody, DocumentList } from '../../http/schema.ts';
import { getJson, isAbort } from '../shared/client.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { useSession } from '../shared/session.ts';
import { useBusy } from '../shared/use-request.ts';
import { DocumentRow } from './document-row.tsx';
import { FilterForm } from './filter-form.tsx';
import { countOf, filtersOf, type LibraryFilters, parametersOf } from './filters.ts';
import { JobView } from './job-view.tsx';
import { Upload } from './upload.tsx';

const PAGE_SIZE = 50;
const TYPING_MS = 200;

type Listed = Readonly<{ documents: readonly DocumentBody[]; nextCursor: string | null }>;
const NOTHING: Listed = { documents: [], nextCursor: null };

function statusLine({ documents, nextCursor }: Listed, filters: LibraryFilters): string {
  const count = documents.length;
  if (count > 0) return nextCursor === null ? `共 ${count} 份` : `已显示 ${count} 份，还有更多`;
  if (countOf(filters) > 0) return '没有符合筛选条件的文件';
  return filters.query === '' ? '还没有文件入库' : `没有与“${filters.query}”相符的文件`;
}

/** The documents of the index: to search, to add to, to take from. */
export function LibraryPage() {
  const [filters, setFilters] = useState(() => filtersOf(location.search));
  const [listed, setListed] = useState<Listed>(NOTHING);
  const [known, setKnown] = useState<readonly DocumentBody[]>([]);
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const [jobs, setJobs] = useState<readonly string[]>([]);
  const running = useRef(new AbortController());
  // Where it is not known who asks, the service asks for a key when it comes to it.
  const mayChange = useSession()?.role !== 'ask';

  const load = async (wanted: LibraryFilters, before: Listed) => {
    running.current.abort();
    const mine = new AbortController();
    running.current = mine;
    setLoading(true);
    setError(null);
    const parameters = parametersOf(wanted);
    parameters.set('limit', String(PAGE_SIZE));
    if (before.nextCursor !== null) parameters.set('cursor', before.nextCursor);
    try {
      const page = await getJson(`/v1/documents?${parameters}`, DocumentList, { signal: mine.signal });
      setListed({ documents: [...before.documents, ...page.documents], nextCursor: page.nextCursor });
      setKnown((earlier) => (earlier.length === 0 ? page.documents : earlier));
    } catch (thrown) {
      if (mine.signal.aborted || isAbort(thrown)) return;
      setError(thrown);
    } finally {
      if (running.current === mine) setLoading(false);
    }
  };

  useEffect(() => {
    const parameters = parametersOf(filters);
    const address = parameters.size === 0 ? '/documents' : `/documents?${parameters}`;
    const timer = setTimeout(() => {
      history.replaceState(null, '', address);
      void load(filters, NOTHING);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [filters]);
  useBusy(loading);

  return (
    <>
      <h1>已入库的文件</h1>
      {mayChange && <Upload onJob={(id) => setJobs((earlier) => [id, ...earlier])} />}
      {jobs.map((id) => (
        <JobView
          key={id}
          id={id}
          onOver={() => void load(filters, NOTHING)}
          onClose={() => setJobs((earlier) => earlier.filter((other) => other !== id))}
        />
      ))}
      <FilterForm filters={filters} known={known} onChange={setFilters} />
      {error !== null ? (
        <ProblemNotice title="没有列出" error={error} again={() => void load(filters, NOTHING)} />
      ) : (
        <p id="library-status" class="quiet" role="status">
          {loading && listed.documents.length === 0 ? '正在读取…' : statusLine(listed, filters)}
        </p>
      )}
      <ol id="document-list" class="document-list">
        {listed.documents.map((document) => (
          <DocumentRow
            key={document.id}
            document={document}
            mayChange={mayChange}
            onJob={(id) => setJobs((earlier) => [id, ...earlier])}
          />
        ))}
      </ol>
      {listed.nextCursor !== null && (
        <button
          type="button"
          id="more"
          class="button"
          disabled={loading}
          onClick={() => void load(filters, listed)}
        >
          显示更多
        </button>
      )}
    </>
  );
}
