/** An event of a text/event-stream (HTML, 9.2.6), its data read as JSON. */
export type ReadEvent = Readonly<{ event: string; data: unknown; id: string | null }>;

/** The events of a whole stream; comments are left out. */
export function readEvents(text: string): ReadEvent[] {
  return text.split('\n\n').flatMap((block) => {
    const fields = block.split('\n').flatMap((line) => {
      const [, name = '', value = ''] = /^(\w+): ?(.*)$/u.exec(line) ?? [];
      return name === '' ? [] : [[name, value] as const];
    });
    const of = (wanted: string) => fields.filter(([name]) => name === wanted).map(([, value]) => value);
    const data = of('data');
    if (data.length === 0) return [];
    const parsed: unknown = JSON.parse(data.join('\n'));
    return [{ event: of('event')[0] ?? 'message', data: parsed, id: of('id')[0] ?? null }];
  });
}
