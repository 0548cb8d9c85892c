import { runBenchmark } from '../src/evaluation/benchmark/command.ts';

process.exitCode = await runBenchmark(process.argv.slice(2));
