import { useEffect, useState } from 'preact/hooks';
import type { JobFile } from '../../service/job-schema.ts';
import { isAbort, messageOf } from '../shared/client.ts';
import { readable } from '../shared/wording.ts';
import { followJob, type JobProgress } from './follow-job.ts';
import { FILE_STATE_NAMES, isOver, jobInWords } from './job-wording.ts';

/** Failures first, as they are what somebody has to do something about. */
const ORDER: readonly JobFile['state'][] = ['failed', 'skipped', 'duplicate', 'queued'];
const rankOf = ({ state }: JobFile): number => {
  const rank = ORDER.indexOf(state);
  return rank < 0 ? ORDER.length : rank;
};

function FileRow({ file }: Readonly<{ file: JobFile }>) {
  const { file: name, state, documentId, title, reason, sameAs } = file;
  return (
    <li class={`job-file ${state}`}>
      <span class="job-file-name">
        {documentId === null || state === 'withdrawn' ? (
          name
        ) : (
          <a href={`/documents/${encodeURIComponent(documentId)}`}>
            {title === null ? name : readable(title)}
          </a>
        )}
        {title !== null && documentId !== null && <span class="quiet"> {name}</span>}
      </span>
      <span class="job-file-state">{FILE_STATE_NAMES[state]}</span>
      {(reason !== null || sameAs !== null) && (
        <p class="job-file-reason">{reason === null ? `与“${sameAs}”相同` : reason.message}</p>
      )}
    </li>
  );
}

/** A job as it goes on, each file with its state and why it failed. `onOver` is called once, at the end. */
export function JobView({
  id,
  onOver,
  onClose,
}: Readonly<{ id: string; onOver: () => void; onClose: () => void }>) {
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const controller = new AbortController();
    const follow = async () => {
      for await (const next of followJob(id, controller.signal)) {
        setProgress(next);
        if (isOver(next.job)) onOver();
      }
    };
    follow().catch((error: unknown) => {
      if (!controller.signal.aborted && !isAbort(error)) setProblem(messageOf(error));
    });
    return () => controller.abort();
  }, [id]);

  const over = progress !== null && isOver(progress.job);
  const files = [...(progress?.files.values() ?? [])].sort((one, other) => rankOf(one) - rankOf(other));
  return (
    <section class="job" aria-label="入库进度">
      <div class="job-head">
        <p role="status">
          {problem !== '' ? problem : progress === null ? '已收到，正在排队' : jobInWords(progress.job)}
        </p>
        {(over || problem !== '') && (
          <button type="button" class="button small" onClick={onClose}>
            收起
          </button>
        )}
      </div>
      {!over && problem === '' && (
        <progress
          aria-label="入库进度"
          {...(progress !== null &&
            progress.job.total > 0 && { value: progress.job.done, max: progress.job.total })}
        />
      )}
      {files.length > 0 && (
        <ol class="job-files">
          {files.map((file) => (
            <FileRow key={file.file} file={file} />
          ))}
        </ol>
      )}
    </section>
  );
}
