import type { TestQuestion } from '../../service/feedback-schema.ts';
import { CopyButton } from '../shared/copy-button.tsx';
import { asJsonLines } from './test-question.ts';

function download(draft: readonly TestQuestion[]): void {
  const address = URL.createObjectURL(new Blob([asJsonLines(draft)], { type: 'application/x-ndjson' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'questions.jsonl';
  link.click();
  URL.revokeObjectURL(address);
}

const questionOf = (row: TestQuestion): string => ('turns' in row ? row.turns.join(' → ') : row.question);
const expectedOf = (row: TestQuestion): string =>
  'contains' in row ? `${row.file}：${row.contains.join('；')}` : '应当拒答';

/** The test questions made so far, to be taken along. */
export function DraftList({
  draft,
  onChange,
}: Readonly<{ draft: readonly TestQuestion[]; onChange: (draft: readonly TestQuestion[]) => void }>) {
  if (draft.length === 0) return null;
  return (
    <section id="draft" aria-labelledby="draft-title">
      <h2 id="draft-title">新的测试题（{draft.length}）</h2>
      <p class="quiet">
        暂存在这个浏览器里。下载后放进题集，用 npm run evaluate 测；格式为 JSON Lines，一行一题。
      </p>
      <ul class="question-list">
        {draft.map((row) => (
          <li key={row.id}>
            <p class="question">{questionOf(row)}</p>
            <p class="quiet">{expectedOf(row)}</p>
            <button
              type="button"
              class="button small"
              aria-label={`去掉：${questionOf(row)}`}
              onClick={() => onChange(draft.filter((other) => other !== row))}
            >
              去掉
            </button>
          </li>
        ))}
      </ul>
      <p class="draft-actions">
        <button type="button" class="button" onClick={() => download(draft)}>
          下载题集
        </button>
        <CopyButton label="复制" text={() => asJsonLines(draft)} />
      </p>
    </section>
  );
}
