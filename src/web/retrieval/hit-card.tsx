import { ClausePath } from '../shared/citation-card.tsx';
import { Facts } from '../shared/facts.tsx';
import { readable, titleOf } from '../shared/wording.ts';
import type { Compared } from './compare.ts';
import { featureName } from './feature-names.ts';
import { markTerms } from './marked-terms.ts';

/** A place on one side, as 字词 第 3 · 7.52. */
function Side({
  name,
  found,
  digits,
}: Readonly<{ name: string; found: Compared['lexical']; digits: number }>) {
  return (
    <li class={found === null ? 'side missing' : found.rank <= 3 ? 'side near' : 'side'}>
      <span class="side-name">{name}</span>
      {found === null ? (
        '未入前列'
      ) : (
        <>
          第 {found.rank}
          <span class="quiet"> {found.score.toFixed(digits)}</span>
        </>
      )}
    </li>
  );
}

function Features({ features }: Readonly<{ features: Readonly<Record<string, number>> }>) {
  return (
    <details class="features">
      <summary>排序依据（{Object.keys(features).length} 项）</summary>
      <dl>
        {Object.entries(features).map(([name, value]) => (
          <div key={name}>
            <dt title={name}>{featureName(name)}</dt>
            <dd>
              <meter min={0} max={1} value={Math.min(1, Math.abs(value))} aria-hidden="true" />
              <span>{Number.isInteger(value) ? value : value.toFixed(3)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** A clause that was found: where each side has it, its words with those that were looked for marked, and why it is there. */
export function HitCard({ compared: { hit, learned, lexical, dense } }: Readonly<{ compared: Compared }>) {
  const { document: found, clause, passage, matchedTerms, scores } = hit;
  const address = `/documents/${encodeURIComponent(found.id)}?start=${passage.start}&end=${passage.end}#clause-${clause.id}`;
  return (
    <li class="card hit">
      <div class="hit-head">
        <span class={learned === null ? 'number none' : 'number'}>{learned ?? '—'}</span>
        <div>
          <h3>
            <a href={address}>{readable(titleOf(found))}</a>
          </h3>
          <Facts document={found} />
        </div>
      </div>
      <ClausePath path={clause.path} label={clause.label} />
      <blockquote>
        {markTerms(readable(passage.text), matchedTerms).map(({ text, matched }, position) =>
          matched ? <mark key={position}>{text}</mark> : text,
        )}
      </blockquote>
      <ul class="sides" aria-label="各路名次">
        <Side name="字词" found={lexical} digits={2} />
        <Side name="语义" found={dense} digits={3} />
        <li class="side terms">
          <span class="side-name">命中的词</span>
          {matchedTerms.length === 0 ? '无' : matchedTerms.join('、')}
        </li>
      </ul>
      {scores.features !== undefined && <Features features={scores.features} />}
    </li>
  );
}
