// Reads files beside the main thread. Plain JavaScript, because a worker thread starts without the loader that lets
// the main thread run TypeScript; so it brings its own.
import '../typescript.mjs';

const { parseInWorker } = await import('./parse-document.ts');

export default parseInWorker;
