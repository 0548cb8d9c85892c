import { useEffect, useRef, useState } from 'preact/hooks';

const SAID_MS = 2500;

/** The clipboard API exists on secure origins only; an office network often serves plain HTTP. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement('textarea');
  field.readOnly = true;
  field.setAttribute('aria-hidden', 'true');
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (!copied) throw new Error('copy refused');
}

/** A button that copies `text()` and says so: in its own label, and to screen readers beside it. */
export function CopyButton({ label, text }: Readonly<{ label: string; text: () => string }>) {
  const [said, setSaid] = useState('');
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const say = (message: string) => {
    setSaid(message);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setSaid(''), SAID_MS);
  };
  const copy = () =>
    copyText(text()).then(
      () => say('已复制'),
      () => say('未能复制，请手工选取'),
    );
  return (
    <span>
      <button type="button" class="button small" onClick={copy}>
        {said === '' ? label : said}
      </button>
      <span class="visually-hidden" role="status">
        {said}
      </span>
    </span>
  );
}
