import { startService } from '../src/http/start-command.ts';

const service = await startService();
if (service === null) process.exit(1);

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A second Ctrl+C means now.
    if (stopping) process.exit(1);
    stopping = true;
    console.log('正在停止…');
    void service.stop().then(() => process.exit(0));
  });
}
