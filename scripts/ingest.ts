import { runIngest } from '../src/indexing/ingest-command.ts';

process.exitCode = await runIngest(process.argv.slice(2));
