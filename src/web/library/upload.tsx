import { useRef, useState } from 'preact/hooks';
import { isAbort, messageOf } from '../shared/client.ts';
import { droppedFiles, sendFiles } from './send-files.ts';

type UploadProps = Readonly<{ onJob: (id: string) => void }>;

/** Takes files that are dropped on it or chosen, sends them, and hands on the number of the job. */
export function Upload({ onJob }: UploadProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState('');
  const sending = useRef(new AbortController());

  const send = async (files: readonly File[]) => {
    if (files.length === 0 || share !== null) return;
    setProblem('');
    setShare(0);
    sending.current = new AbortController();
    try {
      onJob(await sendFiles({ files, replace: null, onProgress: setShare, signal: sending.current.signal }));
    } catch (error) {
      if (!isAbort(error)) setProblem(messageOf(error));
    } finally {
      setShare(null);
      if (input.current !== null) input.current.value = '';
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer === null) return;
    void droppedFiles(event.dataTransfer).then(send);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button does the same by keyboard
    <div
      class={`upload${over ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {share === null ? (
        <>
          <p class="upload-line">
            把文件或文件夹拖到这里，或
            <button type="button" class="button small" onClick={() => input.current?.click()}>
              选择文件
            </button>
          </p>
          <p class="quiet">
            Word、WPS、PDF、OFD、Excel、网页、文本和 ZIP
            压缩包。同名文件会替换原来的；扫描件没有文字层，读不了；标有密级的不予入库。
          </p>
        </>
      ) : (
        <div class="upload-sending">
          <p role="status">正在上传（{Math.round(share * 100)}%）</p>
          <progress value={share} max={1} aria-label="上传进度" />
          <button type="button" class="button small" onClick={() => sending.current.abort()}>
            取消
          </button>
        </div>
      )}
      <input
        ref={input}
        id="upload-files"
        type="file"
        multiple
        hidden
        aria-label="要上传的文件"
        onChange={(event) => void send([...(event.currentTarget.files ?? [])])}
      />
      {problem !== '' && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
