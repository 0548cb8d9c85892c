import { useEffect, useState } from 'preact/hooks';

/** Where the outline, and then the record too, has a column of its own (styles/reader.css). */
export const TWO_COLUMNS = '(min-width: 52rem)';
export const THREE_COLUMNS = '(min-width: 80rem)';

/** Whether a media query holds, now and as it changes. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const follow = () => setHolds(list.matches);
    list.addEventListener('change', follow);
    return () => list.removeEventListener('change', follow);
  }, [query]);
  return holds;
}
