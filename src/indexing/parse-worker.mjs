// The process that parses files. Plain JavaScript, because it starts without the loader that lets the main process run
// TypeScript; so it brings its own.
import workerpool from 'workerpool';
import '../typescript.mjs';

const { parseInWorker } = await import('./parse-document.ts');

workerpool.worker({ parse: parseInWorker });
