import { type ComponentChild, render } from 'preact';
import { Account } from './account.tsx';
import { KeyDialog } from './key-dialog.tsx';

/** Puts a page into `<main>`; beside it the dialogue that asks for a key where one is wanted, and below whose key it is. */
export function mount(page: ComponentChild): void {
  const main = document.getElementById('main');
  if (main === null) throw new Error('the page has no #main');
  main.replaceChildren();
  render(page, main);
  const aside = document.createElement('div');
  document.body.append(aside);
  render(<KeyDialog />, aside);
  const colophon = document.createElement('div');
  document.querySelector('.colophon')?.append(colophon);
  render(<Account />, colophon);
}
