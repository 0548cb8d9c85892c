import { useId, useState } from 'preact/hooks';
import type { Operation } from './openapi.ts';

/** Of a long answer so much is shown. */
const SHOWN_LENGTH = 20_000;

type Outcome = Readonly<{ line: string; body: string }>;

function addressOf(path: string, operation: Operation, fields: FormData): string {
  const query = new URLSearchParams();
  let target = path;
  for (const { name, in: place } of operation.parameters) {
    const value = String(fields.get(name) ?? '').trim();
    if (place === 'path') target = target.replace(`{${name}}`, encodeURIComponent(value));
    else if (place === 'query' && value !== '') query.append(name, value);
  }
  return query.size === 0 ? target : `${target}?${query}`;
}

function bodyInWords(text: string, contentType: string): string {
  const shown = text.slice(0, SHOWN_LENGTH);
  if (!contentType.startsWith('application/json') || shown.length < text.length) return shown;
  return JSON.stringify(JSON.parse(text), null, 2);
}

/** Sends a request as it is filled in, and shows what comes back. */
export function TryForm({
  method,
  path,
  operation,
}: Readonly<{ method: string; path: string; operation: Operation }>) {
  const id = useId();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const example = operation.requestBody?.content['application/json']?.example;
  const takesJson = operation.requestBody?.content['application/json'] !== undefined;
  const parameters = operation.parameters.filter((parameter) => ['path', 'query'].includes(parameter.in));

  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const fields = new FormData(event.currentTarget);
    const begun = performance.now();
    try {
      const response = await fetch(addressOf(path, operation, fields), {
        method: method.toUpperCase(),
        ...(takesJson && {
          body: String(fields.get('body') ?? ''),
          headers: { 'Content-Type': 'application/json' },
        }),
      });
      const text = await response.text();
      const contentType = response.headers.get('content-type') ?? '';
      const taken = Math.round(performance.now() - begun);
      setOutcome({
        line: `${response.status} · ${taken} 毫秒 · ${contentType}`,
        body: bodyInWords(text, contentType),
      });
    } catch {
      setOutcome({ line: '连不上服务，请重试', body: '' });
    }
  };

  return (
    <form class="try" onSubmit={send}>
      <h4>试一试</h4>
      {parameters.map(({ name, required = false }) => (
        <div class="field" key={name}>
          <label for={`${id}-${name}`}>{name}</label>
          <input id={`${id}-${name}`} name={name} autocomplete="off" required={required} />
        </div>
      ))}
      {takesJson && (
        <textarea
          name="body"
          rows={7}
          spellcheck={false}
          aria-label="请求体（JSON）"
          defaultValue={JSON.stringify(example ?? {}, null, 2)}
        />
      )}
      <button type="submit" class="button small">
        发送
      </button>
      <div aria-live="polite">
        {outcome !== null && (
          <>
            <p class="quiet">{outcome.line}</p>
            {outcome.body !== '' && (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
              <pre tabIndex={0}>{outcome.body}</pre>
            )}
          </>
        )}
      </div>
    </form>
  );
}
