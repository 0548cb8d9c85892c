import { runEvaluation } from '../src/evaluation/command.ts';

process.exitCode = await runEvaluation(process.argv.slice(2));
