import { useRef, useState } from 'preact/hooks';
import type { DocumentBody } from '../../http/schema.ts';
import { JobAccepted } from '../../http/upload-schema.ts';
import { messageOf, parseBody, request } from '../shared/client.ts';
import { Facts } from '../shared/facts.tsx';
import { readable, titleOf } from '../shared/wording.ts';
import { sendFiles } from './send-files.ts';

type RowProps = Readonly<{
  document: DocumentBody;
  /** Whether it may be replaced and withdrawn by whoever looks at it. */
  mayChange: boolean;
  onJob: (id: string) => void;
}>;

/** Asks once more before a document is withdrawn. */
function WithdrawDialog({
  name,
  onConfirm,
  onClose,
}: Readonly<{ name: string; onConfirm: () => void; onClose: () => void }>) {
  const open = (dialog: HTMLDialogElement | null) => {
    if (dialog !== null && !dialog.open) dialog.showModal();
  };
  return (
    <dialog ref={open} class="dialog" aria-labelledby="withdraw-title" onClose={onClose}>
      <h2 id="withdraw-title">撤下这份文件？</h2>
      <p>{name}</p>
      <p class="quiet">撤下后不再用它回答问题，列表里也不再出现；已发出的引文链接仍能打开正文。</p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          不撤
        </button>
        <button type="button" class="button primary" onClick={onConfirm}>
          撤下
        </button>
      </div>
    </dialog>
  );
}

/** A document of the list, with what a clerk may do with it. */
export function DocumentRow({ document: shown, mayChange, onJob }: RowProps) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const name = readable(titleOf(shown));

  const run = async (start: () => Promise<string>) => {
    setProblem('');
    setBusy(true);
    try {
      onJob(await start());
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const withdraw = async () => {
    setAsking(false);
    await run(async () => {
      const response = await request(`/v1/documents/${encodeURIComponent(shown.id)}`, { method: 'DELETE' });
      return (await parseBody(response, JobAccepted)).job.id;
    });
  };
  const replace = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file === undefined) return;
    const { signal } = new AbortController();
    void run(() => sendFiles({ files: [file], replace: shown.id, onProgress: () => {}, signal }));
  };

  return (
    <li>
      <h2>
        <a href={`/documents/${encodeURIComponent(shown.id)}`}>{name}</a>
      </h2>
      <div class="row-line">
        <Facts document={shown} more={[shown.kind, shown.titleDerived ? '标题为代拟' : null]} />
        <span class="row-actions" hidden={!mayChange}>
          <button
            type="button"
            class="button link"
            disabled={busy}
            aria-label={`换新版：${name}`}
            onClick={() => input.current?.click()}
          >
            换新版
          </button>
          <button
            type="button"
            class="button link"
            disabled={busy}
            aria-label={`撤下：${name}`}
            onClick={() => setAsking(true)}
          >
            撤下
          </button>
        </span>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={`${name}的新版`}
        onChange={(event) => replace(event.currentTarget.files)}
      />
      {problem !== '' && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {asking && (
        <WithdrawDialog name={name} onConfirm={() => void withdraw()} onClose={() => setAsking(false)} />
      )}
    </li>
  );
}
