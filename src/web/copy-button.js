import { element } from './dom.js';

/** The clipboard API exists on secure origins only; an office network often serves plain HTTP. */
async function copyText(text) {
  if (navigator.clipboard !== undefined) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = element('textarea', { readonly: true, 'aria-hidden': 'true' });
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (!copied) throw new Error('copy refused');
}

/** A button that copies `text()` and says so: in its own label, and to screen readers beside it. */
export function copyButton(label, text) {
  const spoken = element('span.visually-hidden', { role: 'status' });
  const button = element('button.button.small', { type: 'button' }, label);
  let reset = 0;
  const say = (message) => {
    button.textContent = message;
    spoken.textContent = message;
    clearTimeout(reset);
    reset = setTimeout(() => {
      button.textContent = label;
      spoken.textContent = '';
    }, 2500);
  };
  button.addEventListener('click', () =>
    copyText(text()).then(
      () => say('已复制'),
      () => say('未能复制，请手工选取'),
    ),
  );
  return element('span', {}, button, spoken);
}
