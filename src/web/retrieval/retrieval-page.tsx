import { useEffect, useRef, useState } from 'preact/hooks';
import { QUESTION_MAX_LENGTH, type SearchMode, SearchResponse } from '../../retrieval/schema.ts';
import { isAbort, postJson } from '../shared/client.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { useBusy } from '../shared/use-request.ts';
import { type Compared, compare } from './compare.ts';
import { HitCard } from './hit-card.tsx';

const DEPTHS = [10, 20, 50];

type Found = Readonly<{ compared: readonly Compared[]; responses: readonly SearchResponse[] }>;

async function searchAllWays(query: string, topK: number, signal: AbortSignal): Promise<Found> {
  const search = (mode: SearchMode) =>
    postJson('/v1/search', { query, topK, mode }, SearchResponse, { signal });
  const [hybrid, lexical, dense] = await Promise.all([search('hybrid'), search('lexical'), search('dense')]);
  return {
    compared: compare({ learned: hybrid.hits, lexical: lexical.hits, dense: dense.hits }),
    responses: [hybrid, lexical, dense],
  };
}

function Timings({ responses }: Readonly<{ responses: readonly SearchResponse[] }>) {
  const names = ['合并', '字词', '语义'];
  const [first] = responses;
  return (
    <p class="fine-print">
      {responses.map(({ timings }, side) => `${names[side]} ${timings.totalMs.toFixed(1)} 毫秒`).join('，')}
      {first !== undefined && ` · ${first.index.documents} 份文件，${first.index.passages} 段`}
    </p>
  );
}

function Results({ found: { compared, responses } }: Readonly<{ found: Found }>) {
  const ranked = compared.filter(({ learned }) => learned !== null);
  const others = compared.filter(({ learned }) => learned === null);
  if (compared.length === 0) return <p class="notice">哪一路都没有找到条款。</p>;
  return (
    <>
      <h2>合并后的名次</h2>
      <p class="quiet">
        由排序模型对两路找到的条款排定；每条注明它在字词（BM25）和语义（向量）两路各排第几。
      </p>
      <ol class="cards" id="ranked">
        {ranked.map((one) => (
          <HitCard key={one.hit.clause.id} compared={one} />
        ))}
      </ol>
      {others.length > 0 && (
        <details class="others">
          <summary>
            <h2>只在一路中靠前的</h2>
            <span class="quiet">{others.length} 条</span>
          </summary>
          <ol class="cards" id="others">
            {others.map((one) => (
              <HitCard key={one.hit.clause.id} compared={one} />
            ))}
          </ol>
        </details>
      )}
      <Timings responses={responses} />
    </>
  );
}

/** What each way of searching finds for a question, and why it is ranked so. */
export function RetrievalPage() {
  const box = useRef<HTMLInputElement>(null);
  const running = useRef(new AbortController());
  const [depth, setDepth] = useState(DEPTHS[0] ?? 10);
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const search = async (query: string, topK: number) => {
    running.current.abort();
    const mine = new AbortController();
    running.current = mine;
    setError(null);
    if (query === '') {
      setFound(null);
      setBusy(false);
      return;
    }
    setBusy(true);
    try {
      const result = await searchAllWays(query, topK, mine.signal);
      if (!mine.signal.aborted) setFound(result);
    } catch (thrown) {
      if (!mine.signal.aborted && !isAbort(thrown)) setError(thrown);
    } finally {
      if (running.current === mine) setBusy(false);
    }
  };
  const queryOfAddress = () => new URLSearchParams(location.search).get('q')?.trim() ?? '';
  const showAddress = () => {
    const query = queryOfAddress();
    if (box.current !== null) box.current.value = query;
    void search(query, depth);
  };
  useEffect(() => {
    showAddress();
    addEventListener('popstate', showAddress);
    return () => removeEventListener('popstate', showAddress);
  }, [depth]);
  useBusy(busy);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const query = box.current?.value.trim() ?? '';
    if (query !== queryOfAddress()) {
      history.pushState(
        null,
        '',
        query === '' ? '/retrieval' : `/retrieval?${new URLSearchParams({ q: query })}`,
      );
    }
    void search(query, depth);
  };

  return (
    <>
      <h1>检索测试</h1>
      <p class="lead">看一个问题会找到哪些条款：字词一路、语义一路各排第几，合并后为什么这样排。</p>
      <search>
        <form class="retrieval-form" onSubmit={submit}>
          <label class="labelled grow">
            <span>要检索的话</span>
            <input
              ref={box}
              id="retrieval-query"
              type="search"
              maxLength={QUESTION_MAX_LENGTH}
              autocomplete="off"
              placeholder="例如：企业诉求办结时限"
            />
          </label>
          <label class="labelled">
            <span>每路取</span>
            <select value={String(depth)} onChange={(event) => setDepth(Number(event.currentTarget.value))}>
              {DEPTHS.map((count) => (
                <option key={count} value={String(count)}>
                  {count} 条
                </option>
              ))}
            </select>
          </label>
          <button type="submit" class="button primary">
            检索
          </button>
        </form>
      </search>
      <div aria-live="polite" class="visually-hidden">
        {found !== null && !busy && `找到 ${found.compared.length} 条`}
      </div>
      {error !== null && <ProblemNotice title="没有检索成" error={error} />}
      {error === null && found !== null && <Results found={found} />}
    </>
  );
}
