import { runInspect } from '../src/channels/inspect-command.ts';

process.exitCode = await runInspect(process.argv.slice(2));
