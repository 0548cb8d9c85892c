import { type ComponentChild, render } from 'preact';
import { KeyDialog } from './key-dialog.tsx';

/** Puts a page into `<main>`, and beside it the dialogue that asks for a key where the service wants one. */
export function mount(page: ComponentChild): void {
  const main = document.getElementById('main');
  if (main === null) throw new Error('the page has no #main');
  main.replaceChildren();
  render(page, main);
  const aside = document.createElement('div');
  document.body.append(aside);
  render(<KeyDialog />, aside);
}
