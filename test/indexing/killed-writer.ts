// A writer that says when it has got to a stage, and then waits to be killed: see publish.test.ts.
import { addText, HashEmbedder, openWriter } from './writer-parts.ts';

const [, , folder = '', stage = ''] = process.argv;
const reached = (name: string): Promise<void> => {
  if (stage !== name) return Promise.resolve();
  process.stdout.write(`${name}\n`);
  return new Promise(() => setInterval(() => {}, 1000));
};

class SlowEmbedder extends HashEmbedder {
  override async embed(texts: readonly string[]): Promise<Float32Array> {
    await reached('embedding');
    return super.embed(texts);
  }
}

const writer = openWriter(folder, { embedder: new SlowEmbedder() });
await addText(writer, stage, `${stage}\n企业办结`);
await reached('added');
await writer.publish(() => {
  if (stage !== 'built') return;
  // Called when the passages of the segment are done, before anything of it is published.
  process.stdout.write('built\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
});
