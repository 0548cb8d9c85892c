/**
 * The data of each event of a stream (WHATWG HTML, “Server-sent events” 9.2.6): lines end with LF, CR LF or CR, `data`
 * lines of one event are joined by a line feed, an event that no blank line closes is left out.
 */
export async function* eventData(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let buffer = '';
  let data: string[] = [];
  for await (const piece of pieces) {
    buffer += piece;
    // A CR at the end may be the first half of CR LF.
    const complete = buffer.endsWith('\r') ? buffer.slice(0, -1) : buffer;
    const lines = complete.split(/\r\n|\n|\r/u);
    buffer = (lines.pop() ?? '') + buffer.slice(complete.length);
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) yield data.join('\n');
        data = [];
        continue;
      }
      if (line === 'data') data.push('');
      else if (line.startsWith('data:')) data.push(line.slice(line.charAt(5) === ' ' ? 6 : 5));
    }
  }
}
