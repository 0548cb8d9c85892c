import { runReplay } from '../src/service/replay-command.ts';

process.exitCode = await runReplay(process.argv.slice(2));
