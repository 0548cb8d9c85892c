import { useEffect, useRef, useState } from 'preact/hooks';
import { isAbort } from '../shared/client.ts';

type Page<Item> = Readonly<{ items: readonly Item[]; nextCursor: string | null }>;

/** A list that comes in pages: what has come so far, and how to get more where there is more. */
export type Pages<Item> = Readonly<{
  items: readonly Item[];
  error: unknown;
  loading: boolean;
  more: (() => void) | null;
}>;

/** Loads the first page, and another with each call of `more`. */
export function usePages<Item>(
  load: (cursor: string | null, signal: AbortSignal) => Promise<Page<Item>>,
): Pages<Item> {
  const [pages, setPages] = useState<Page<Item>>({ items: [], nextCursor: null });
  const [error, setError] = useState<unknown>(null);
  const [loading, setLoading] = useState(true);
  const running = useRef(new AbortController());

  const next = (before: Page<Item>) => {
    const { signal } = running.current;
    setLoading(true);
    load(before.nextCursor, signal)
      .then(({ items, nextCursor }) => setPages({ items: [...before.items, ...items], nextCursor }))
      .catch((thrown: unknown) => {
        if (!signal.aborted && !isAbort(thrown)) setError(thrown);
      })
      .finally(() => setLoading(false));
  };
  useEffect(() => {
    next(pages);
    return () => running.current.abort();
  }, []);
  return { items: pages.items, error, loading, more: pages.nextCursor === null ? null : () => next(pages) };
}
