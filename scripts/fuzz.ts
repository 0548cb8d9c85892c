import { runFuzz } from '../src/evaluation/fuzz/command.ts';

process.exitCode = await runFuzz(process.argv.slice(2));
