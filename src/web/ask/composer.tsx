import { useEffect, useRef } from 'preact/hooks';
import { QUESTION_MAX_LENGTH } from '../../retrieval/schema.ts';

type ComposerProps = Readonly<{
  /** Whether a conversation is under way: then the next question goes on from it. */
  following: boolean;
  busy: boolean;
  onAsk: (question: string) => void;
}>;

/** The one box. Enter sends, Shift and Enter breaks the line. */
export function Composer({ following, busy, onAsk }: ComposerProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const grow = () => {
    const field = box.current;
    if (field === null) return;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
  };
  useEffect(() => box.current?.focus({ preventScroll: true }), []);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const field = box.current;
    const question = field?.value.trim() ?? '';
    if (field === null || question === '') return;
    field.value = '';
    grow();
    // On a touch screen the keyboard would cover the answer.
    if (matchMedia('(pointer: coarse)').matches) field.blur();
    onAsk(question);
  };
  const send = (event: KeyboardEvent) => {
    // While an input method composes, Enter chooses a candidate; keyCode 229 is how Safari says so.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    box.current?.form?.requestSubmit();
  };

  return (
    <search class="composer">
      <form class="question-box" onSubmit={submit}>
        <label for="question" class="visually-hidden">
          {following ? '接着问' : '您的问题'}
        </label>
        <textarea
          ref={box}
          id="question"
          rows={1}
          maxLength={QUESTION_MAX_LENGTH}
          required
          enterkeyhint="send"
          placeholder={following ? '接着问，例如：那疑难问题呢' : '请输入问题，例如：企业诉求办结时限是多少'}
          aria-describedby="question-help"
          onInput={grow}
          onKeyDown={send}
        />
        <button type="submit" class="button primary" disabled={busy}>
          提问
        </button>
      </form>
      <p id="question-help" class="quiet question-help">
        {following ? (
          <>
            会接着上面的问题理解。换一件事，请 <a href="/">另起新问</a>。
          </>
        ) : (
          '按回车提问，Shift＋回车换行。写上文号可以只问一份文件。'
        )}
      </p>
    </search>
  );
}
