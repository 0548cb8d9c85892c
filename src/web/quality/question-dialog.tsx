import { useEffect, useRef, useState } from 'preact/hooks';
import { DocumentList } from '../../http/schema.ts';
import type { TestQuestion } from '../../service/feedback-schema.ts';
import { getJson } from '../shared/client.ts';
import { readable, titleOf } from '../shared/wording.ts';
import { type Filled, testQuestionOf } from './test-question.ts';

const SUGGESTIONS = 20;
const TYPING_MS = 250;

type Suggestion = Readonly<{ fileName: string; title: string }>;

/** Documents whose title, 文号 or issuer holds what was typed; none where that cannot be had. */
function useSuggestions(typed: string): readonly Suggestion[] {
  const [found, setFound] = useState<readonly Suggestion[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      const parameters = new URLSearchParams({ query: typed.trim(), limit: String(SUGGESTIONS) });
      getJson(`/v1/documents?${parameters}`, DocumentList, { signal: controller.signal }).then(
        ({ documents }) =>
          setFound(
            documents.map((document) => ({
              fileName: document.fileName,
              title: readable(titleOf(document)),
            })),
          ),
        () => setFound([]),
      );
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [typed]);
  return found;
}

type DialogProps = Readonly<{
  start: Filled;
  onMade: (row: TestQuestion) => void;
  onClose: () => void;
}>;

/** Turns a question into a row of a question set: with the file and the words of a right answer, or to be refused. */
export function QuestionDialog({ start, onMade, onClose }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [filled, setFilled] = useState(start);
  const [problem, setProblem] = useState('');
  const suggestions = useSuggestions(filled.file);
  useEffect(() => dialog.current?.showModal(), []);

  const change = (part: Partial<Filled>) => setFilled((before) => ({ ...before, ...part }));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const row = testQuestionOf(filled);
    if (typeof row === 'string') setProblem(row);
    else onMade(row);
  };

  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="question-title" onClose={onClose}>
      <form onSubmit={submit}>
        <h2 id="question-title">做成测试题</h2>
        {filled.history.length > 0 && <p class="quiet">接着问：{filled.history.join(' → ')}</p>}
        <label class="labelled">
          <span>问题</span>
          <textarea
            rows={2}
            value={filled.question}
            onInput={(event) => change({ question: event.currentTarget.value })}
          />
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={!filled.answerable}
            onChange={(event) => change({ answerable: !event.currentTarget.checked })}
          />
          文件里没有答案，应当拒答
        </label>
        {filled.answerable && (
          <>
            <label class="labelled">
              <span>答案所在的文件（文件名；输入标题或文号可查找）</span>
              <input
                list="question-files"
                autocomplete="off"
                value={filled.file}
                onInput={(event) => change({ file: event.currentTarget.value })}
              />
            </label>
            <datalist id="question-files">
              {suggestions.map(({ fileName, title }) => (
                <option key={fileName} value={fileName}>
                  {title}
                </option>
              ))}
            </datalist>
            <label class="labelled">
              <span>正确答案里一定有的原文，一行一处</span>
              <textarea
                rows={3}
                value={filled.contains}
                onInput={(event) => change({ contains: event.currentTarget.value })}
              />
            </label>
          </>
        )}
        <p class="problem" role="alert">
          {problem}
        </p>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            取消
          </button>
          <button type="submit" class="button primary">
            加入题集
          </button>
        </div>
      </form>
    </dialog>
  );
}
