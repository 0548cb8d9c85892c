import { useId, useState } from 'preact/hooks';
import { jsonBody, messageOf, request } from '../shared/client.ts';

type Verdict = 'useful' | 'useless';
type State = 'open' | 'asking' | 'sending' | 'sent';

const CORRECTION_MAX_LENGTH = 2000;

/** 有用, 没用; the second asks what would have been right, which may be left empty. */
export function FeedbackForm({ answerId }: Readonly<{ answerId: string }>) {
  const [state, setState] = useState<State>('open');
  const [problem, setProblem] = useState('');
  const id = useId();

  const send = async (verdict: Verdict, given: Readonly<Record<string, string>> = {}) => {
    setState('sending');
    setProblem('');
    const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
    try {
      await request('/v1/feedback', jsonBody({ answerId, verdict, ...filled }));
      setState('sent');
    } catch (error) {
      setProblem(messageOf(error));
      setState(verdict === 'useful' ? 'open' : 'asking');
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const fields = new FormData(event.currentTarget);
    const field = (name: string) => String(fields.get(name) ?? '').trim();
    void send('useless', { correction: field('correction'), comment: field('comment') });
  };

  if (state === 'sent') {
    return (
      <p class="feedback quiet" role="status">
        已记下，谢谢
      </p>
    );
  }
  const busy = state === 'sending';
  return (
    <div class="feedback">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset does not lie in a line in all browsers */}
      <div class="verdicts" role="group" aria-label="这个回答有用吗">
        <button type="button" class="button small" disabled={busy} onClick={() => send('useful')}>
          有用
        </button>
        <button
          type="button"
          class="button small"
          disabled={busy}
          aria-expanded={state === 'asking'}
          onClick={() => setState(state === 'asking' ? 'open' : 'asking')}
        >
          没用
        </button>
      </div>
      {state === 'asking' && (
        <form class="correction" onSubmit={submit}>
          <label class="labelled" for={`${id}-correction`}>
            <span>应该怎么答，或应引哪一条（可不填）</span>
            <textarea
              id={`${id}-correction`}
              name="correction"
              rows={2}
              maxLength={CORRECTION_MAX_LENGTH}
              placeholder="例如：赣府发〔2022〕16号 三、（四）12."
            />
          </label>
          <label class="labelled" for={`${id}-comment`}>
            <span>其他说明（可不填）</span>
            <input id={`${id}-comment`} name="comment" maxLength={CORRECTION_MAX_LENGTH} autocomplete="off" />
          </label>
          <button type="submit" class="button small">
            提交意见
          </button>
        </form>
      )}
      {problem !== '' && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
