// The process of a job. Plain JavaScript, because it starts without the loader that lets the service run TypeScript;
// so it brings its own.
import '../typescript.mjs';

const { serveJob } = await import('./job-process.ts');
serveJob();
