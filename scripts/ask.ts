import { runAsk } from '../src/channels/terminal.ts';

process.exitCode = await runAsk(process.argv.slice(2));
