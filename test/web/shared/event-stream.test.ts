import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readEvents, type StreamEvent, textPieces } from '../../../src/web/shared/event-stream.ts';

async function* cut(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function eventsOf(pieces: AsyncIterable<string>): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const event of readEvents(pieces)) events.push(event);
  return events;
}

it('reads names, data of several lines, comments and what has no name, as the standard has it', async () => {
  const stream = [
    ': 连接正常\n\n',
    'event: evidence\ndata: {"citations":[]}\n\n',
    'data:one\ndata: two\nid: 7\n\n',
    'event: empty\n\n',
    'event: done\r\ndata: 完\r\n\r\n',
    'event: cut off\ndata: lost',
  ].join('');
  expect(await eventsOf(cut(stream, 1000))).toEqual([
    { event: 'evidence', data: '{"citations":[]}' },
    // One blank after the colon belongs to the format; lines are joined by a line break.
    { event: 'message', data: 'one\ntwo' },
    { event: 'done', data: '完' },
  ]);
});

it('reads the same events however the stream is cut', async () => {
  const word = fc.stringMatching(/^[\w：，]{1,6}$/u);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ event: word, data: fc.array(word, { minLength: 1, maxLength: 3 }) }), {
        maxLength: 5,
      }),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.integer({ min: 1, max: 9 }),
      async (events, end, size) => {
        const stream = events
          .map(({ event, data }) =>
            [`event: ${event}`, ...data.map((line) => `data: ${line}`), '', ''].join(end),
          )
          .join('');
        const expected = events.map(({ event, data }) => ({ event, data: data.join('\n') }));
        // With bare carriage returns the end of the last event is only known when something follows.
        expect(await eventsOf(cut(`${stream}: end${end}${end}: end`, size))).toEqual(expected);
      },
    ),
    { numRuns: 60 },
  );
});

it('decodes characters that are cut in two, and lets go of the body', async () => {
  const bytes = new TextEncoder().encode('data: 政答\n\n');
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.slice(0, 7));
      controller.enqueue(bytes.slice(7));
    },
    cancel() {
      cancelled = true;
    },
  });
  for await (const event of readEvents(textPieces(body))) {
    expect(event).toEqual({ event: 'message', data: '政答' });
    break;
  }
  expect(cancelled).toBe(true);
});
