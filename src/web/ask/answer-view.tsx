import type { Answer, Citation, Warning } from '../../answer/schema.ts';
import { CitationCard } from '../shared/citation-card.tsx';
import { CopyButton } from '../shared/copy-button.tsx';
import { confidenceInWords, officialCitation, readable, titleOf } from '../shared/wording.ts';
import { FeedbackForm } from './feedback-form.tsx';
import { markCitations } from './marks.ts';

function Confidence({ confidence }: Readonly<{ confidence: number }>) {
  const { bars, words } = confidenceInWords(confidence);
  const percent = `${Math.round(confidence * 100)}%`;
  return (
    <p class={`confidence${bars === 1 ? ' weak' : ''}`} title={`置信度 ${percent}`}>
      <span class="bars" aria-hidden="true">
        {[1, 2, 3].map((n) => (
          <i key={n} class={n <= bars ? 'on' : ''} />
        ))}
      </span>
      <span>{words}</span>
      <span class="visually-hidden">，置信度 {percent}</span>
    </p>
  );
}

function pointOut(event: MouseEvent): void {
  const link = event.currentTarget;
  const card = link instanceof HTMLAnchorElement ? document.getElementById(link.hash.slice(1)) : null;
  if (card === null) return;
  event.preventDefault();
  for (const other of document.querySelectorAll('.card.pointed')) other.classList.remove('pointed');
  card.classList.add('pointed');
  card.scrollIntoView({ block: 'nearest' });
  card.querySelector('a')?.focus({ preventScroll: true });
}

const anchorOf = (answerId: string, index: number): string => `citation-${answerId}-${index}`;

function AnswerText({ answer }: Readonly<{ answer: Answer }>) {
  return (
    <p class="answer-text">
      {markCitations(answer).map(({ text, marks }) => (
        <>
          {text}
          {marks.map((index) => (
            <sup key={index}>
              <a href={`#${anchorOf(answer.id, index)}`} aria-label={`出处 ${index}`} onClick={pointOut}>
                [{index}]
              </a>
            </sup>
          ))}
        </>
      ))}
    </p>
  );
}

function Warnings({ warnings }: Readonly<{ warnings: readonly Warning[] }>) {
  if (warnings.length === 0) return null;
  return (
    <ul class="warnings" aria-label="效力提示">
      {warnings.map(({ code, documentId, message, by }) => (
        <li key={`${code} ${documentId}`}>
          {message}
          {by !== null && (
            <>
              {' '}
              <a href={`/documents/${encodeURIComponent(by.id)}`}>查看《{readable(titleOf(by))}》</a>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What was taken for a typing error: “素求”按“诉求”理解。 Nothing where the question is read as it was typed. */
function ReadAs({ readAs = [] }: Pick<Answer, 'readAs'>) {
  if (readAs.length === 0) return null;
  return <p class="read-as quiet">{readAs.map(({ from, to }) => `“${from}”按“${to}”`).join('，')}理解</p>;
}

function Related({
  title,
  citations,
  open,
}: Readonly<{ title: string; citations: readonly Citation[]; open: boolean }>) {
  if (citations.length === 0) return null;
  return (
    <details class="related" open={open}>
      <summary>
        <h3>{title}</h3>
        <span class="quiet">{citations.length} 条</span>
      </summary>
      <ol class="cards">
        {citations.map((citation) => (
          <CitationCard key={citation.clause.id + citation.start} citation={citation} />
        ))}
      </ol>
    </details>
  );
}

function FinePrint({ answer: { id, timings, index } }: Readonly<{ answer: Answer }>) {
  const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} 毫秒`;
  const { questionMs, retrievalMs, evidenceMs } = timings;
  const steps = questionMs + retrievalMs + evidenceMs > 0;
  return (
    <p class="fine-print">
      用时 {ms(timings.totalMs)}
      {steps && `（理解 ${ms(questionMs)}，检索 ${ms(retrievalMs)}，取证 ${ms(evidenceMs)}）`} ·{' '}
      {index.documents} 份文件，{index.passages} 段 · 索引 {index.version} · 回答编号 {id}
    </p>
  );
}

function Answered({ answer }: Readonly<{ answer: Answer }>) {
  const copied = () => `${answer.answer}\n${answer.citations.map(officialCitation).join('\n')}`;
  return (
    <>
      <ReadAs readAs={answer.readAs} />
      <Warnings warnings={answer.warnings} />
      <section class="answer" aria-label="回答">
        <div class="answer-head">
          <h3>回答</h3>
          <Confidence confidence={answer.confidence} />
        </div>
        <AnswerText answer={answer} />
        <div class="answer-actions">
          <CopyButton label="复制回答与出处" text={copied} />
          <FeedbackForm answerId={answer.id} />
        </div>
      </section>
      <section aria-label="出处">
        <h3 class="section-head">出处</h3>
        <ol class="cards">
          {answer.citations.map((citation) => (
            <CitationCard
              key={citation.index}
              citation={citation}
              anchor={anchorOf(answer.id, citation.index)}
            />
          ))}
        </ol>
      </section>
      <Related title="相关条款" citations={answer.related} open={false} />
    </>
  );
}

function NoEvidence({ answer }: Readonly<{ answer: Answer }>) {
  return (
    <>
      <ReadAs readAs={answer.readAs} />
      <Warnings warnings={answer.warnings} />
      <section class="notice no-evidence">
        <h3>未找到依据</h3>
        <p>已入库的 {answer.index.documents} 份文件中，没有能回答这个问题的条款。政答不作推测。可以：</p>
        <ul>
          <li>换用文件里的说法再问一次</li>
          <li>写上文号或文件名称，只问那一份</li>
          <li>
            <a href="/documents">看看有哪些文件</a>，缺的可以上传入库
          </li>
        </ul>
        <FeedbackForm answerId={answer.id} />
      </section>
      <Related title="最接近的条款（未必相关）" citations={answer.related} open={true} />
    </>
  );
}

/** The whole of an answer: what it says, where that stands, what else is near. */
export function AnswerView({ answer }: Readonly<{ answer: Answer }>) {
  return (
    <>
      {answer.status === 'answered' ? <Answered answer={answer} /> : <NoEvidence answer={answer} />}
      <FinePrint answer={answer} />
    </>
  );
}

/** An answer that is still being made: the evidence so far, and as much of the words as there is. */
export function PendingView({ text, citations }: Readonly<{ text: string; citations: readonly Citation[] }>) {
  return (
    <div class="partial">
      <p class="pending">{text === '' ? '正在查找条款…' : '正在核对出处…'}</p>
      {text !== '' && <p class="answer-text">{text}</p>}
      {citations.length > 0 && (
        <ol class="cards">
          {citations.map((citation) => (
            <CitationCard key={citation.index} citation={citation} />
          ))}
        </ol>
      )}
    </div>
  );
}
