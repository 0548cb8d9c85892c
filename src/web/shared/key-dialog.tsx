import { useEffect, useRef, useState } from 'preact/hooks';
import { jsonBody, messageOf, ServiceError, setKeyPrompt, UNREACHABLE } from './client.ts';

type Waiting = Readonly<{ message: string; settle: (taken: boolean) => void }>;

async function openSession(key: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch('/v1/session', jsonBody({ key }));
  } catch {
    throw new ServiceError(0, UNREACHABLE);
  }
  if (response.ok) return;
  throw new ServiceError(
    response.status,
    response.status === 401 || response.status === 403
      ? '密钥不对，或已停用、已过期。请核对后再试，或向管理员要一个新的'
      : `服务返回 ${response.status}，请稍后再试`,
  );
}

/**
 * Asks for a key when the service answers 401, and exchanges it for a session cookie that scripts cannot read. All
 * requests that meet a 401 at the same time wait for the one dialogue.
 */
export function KeyDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const waiting = useRef<Waiting[]>([]);
  const [message, setMessage] = useState('');
  const [problem, setProblem] = useState('');
  const [sending, setSending] = useState(false);

  useEffect(() => {
    setKeyPrompt(
      (said) =>
        new Promise((settle) => {
          waiting.current.push({ message: said, settle });
          setMessage(said);
          setProblem('');
          if (dialog.current?.open === false) dialog.current.showModal();
        }),
    );
  }, []);

  const settle = (taken: boolean) => {
    const all = waiting.current;
    waiting.current = [];
    for (const one of all) one.settle(taken);
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    const key = String(new FormData(form).get('key') ?? '').trim();
    if (key === '') return;
    setSending(true);
    try {
      await openSession(key);
      form.reset();
      settle(true);
      dialog.current?.close();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setSending(false);
    }
  };

  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="key-title" onClose={() => settle(false)}>
      <form onSubmit={submit}>
        <h2 id="key-title">请输入访问密钥</h2>
        <p class="quiet">{message}</p>
        <label class="labelled">
          <span>密钥</span>
          <input
            name="key"
            type="password"
            autocomplete="current-password"
            required
            placeholder="zd_…"
            aria-describedby="key-problem"
          />
        </label>
        <p id="key-problem" class="problem" role="alert">
          {problem}
        </p>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            取消
          </button>
          <button type="submit" class="button primary" disabled={sending}>
            进入
          </button>
        </div>
      </form>
    </dialog>
  );
}
