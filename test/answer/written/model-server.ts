import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export type ReceivedRequest = Readonly<{ url: string; authorization: string | undefined; body: string }>;

export type ModelServer = Readonly<{
  baseUrl: string;
  received: readonly ReceivedRequest[];
  close: () => Promise<void>;
}>;

/** How a model behaves: writes to the response whatever it likes. */
export type Behaviour = (response: ServerResponse, request: IncomingMessage) => void;

/** A chunk of a streamed chat completion. */
export const chunk = (content: string, finish: string | null = null): string =>
  `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;

/** Writes `text` in pieces of `size` units, as a model does with tokens. */
export const writes =
  (text: string, size = 3): Behaviour =>
  (response) => {
    response.setHeader('Content-Type', 'text/event-stream');
    for (let at = 0; at < text.length; at += size) response.write(chunk(text.slice(at, at + size)));
    response.end(`${chunk('', 'stop')}data: [DONE]\n\n`);
  };

/** A server with the chat completions of OpenAI on a free port of this machine. */
export async function startModelServer(behave: Behaviour): Promise<ModelServer> {
  const received: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (piece: string) => {
      body += piece;
    });
    request.on('end', () => {
      received.push({ url: request.url ?? '', authorization: request.headers.authorization, body });
      behave(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
