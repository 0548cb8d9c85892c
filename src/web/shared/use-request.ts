import { useCallback, useEffect, useState } from 'preact/hooks';
import { isAbort } from './client.ts';

/** What became of a request; `again` sends it once more and keeps what is there until then. */
export type Loaded<Value> = Readonly<{
  value: Value | null;
  error: unknown;
  loading: boolean;
  again: () => void;
}>;

/** Loads when the page opens and whenever `key` changes; an answer that was overtaken is dropped. */
export function useRequest<Value>(key: string, load: (signal: AbortSignal) => Promise<Value>): Loaded<Value> {
  const [state, setState] = useState<Readonly<{ value: Value | null; error: unknown; loading: boolean }>>({
    value: null,
    error: null,
    loading: true,
  });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setState(({ value }) => ({ value, error: null, loading: true }));
    load(controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) setState({ value, error: null, loading: false });
      },
      (error: unknown) => {
        if (controller.signal.aborted || isAbort(error)) return;
        setState({ value: null, error, loading: false });
      },
    );
    return () => controller.abort();
  }, [key, round]);
  const again = useCallback(() => setRound((count) => count + 1), []);
  return { ...state, again };
}

/** Says, to assistive technology too, whether the page is still filling. */
export function useBusy(busy: boolean): void {
  useEffect(() => {
    document.getElementById('main')?.setAttribute('aria-busy', String(busy));
  }, [busy]);
}
