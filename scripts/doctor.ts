import { runDoctor } from '../src/service/doctor/command.ts';

process.exitCode = await runDoctor(process.argv.slice(2));
