import { runKeys } from '../src/service/keys-command.ts';

process.exitCode = runKeys(process.argv.slice(2));
