import { useEffect, useRef } from 'preact/hooks';
import type { OutlineEntry } from './outline-tree.ts';
import { followReading } from './reading-position.ts';
import { TWO_COLUMNS, useMedia } from './use-media.ts';

function Level({ entries, onGo }: Readonly<{ entries: readonly OutlineEntry[]; onGo: () => void }>) {
  return (
    <ol>
      {entries.map(({ id, name, aside, children }) => (
        <li key={id}>
          <a class={aside ? 'aside' : undefined} href={`#clause-${id}`} onClick={onGo}>
            <span>{name}</span>
          </a>
          {children.length > 0 && <Level entries={children} onGo={onGo} />}
        </li>
      ))}
    </ol>
  );
}

/** The clause tree as nested links, with the clause that is being read marked; folded away on narrow screens. */
export function Outline({ entries }: Readonly<{ entries: readonly OutlineEntry[] }>) {
  const wide = useMedia(TWO_COLUMNS);
  const details = useRef<HTMLDetailsElement>(null);
  const tree = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (tree.current === null) return undefined;
    return followReading(tree.current, document.querySelectorAll('#text section'));
  }, [entries]);
  const fold = () => {
    if (!wide && details.current !== null) details.current.open = false;
  };
  return (
    <nav id="outline" class="outline" aria-label="条款目录">
      <details ref={details} open={wide}>
        <summary>条款目录</summary>
        <div id="outline-tree" ref={tree}>
          {entries.length > 0 ? <Level entries={entries} onGo={fold} /> : <p class="quiet">没有分条</p>}
        </div>
      </details>
    </nav>
  );
}
