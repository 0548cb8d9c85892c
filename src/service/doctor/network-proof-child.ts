// A process of its own: nothing of the service is loaded before its ways to the network are watched.
import { recordConnections } from './connection-guard.ts';
import { openSockets } from './open-sockets.ts';

const attempts = recordConnections();
const sockets = new Set<string>();
let kernelTells = true;
const look = (): void => {
  const open = openSockets();
  if (open === null) kernelTells = false;
  for (const socket of open ?? []) sockets.add(socket);
};

look();
const inherited = new Set(sockets);
const timer = setInterval(look, 20);
const { openKnowledge } = await import('../../answer/knowledge.ts');
const { readConfig } = await import('../../config.ts');
const knowledge = await openKnowledge(readConfig());
look();
const { status } = await knowledge.ask({ question: '企业素求办结时限是多少', topK: 5 });
await knowledge.search({ query: '企业诉求', topK: 5, mode: 'hybrid' });
look();
clearInterval(timer);
knowledge.close();
const opened = kernelTells ? [...sockets].filter((socket) => !inherited.has(socket)) : null;
process.stdout.write(JSON.stringify({ status, attempts, sockets: opened }));
