/**
 * Makes an element. Data only ever becomes text nodes and attributes, never markup.
 * @param {string} name tag name, with classes after dots: `p.quiet.note`
 * @param {Record<string, unknown>} [attributes] `on…` adds a listener; null, undefined and false leave one out
 * @param {...(Node | string | null | undefined | false)} children
 */
export function element(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const node = document.createElement(tag);
  if (classes.length > 0) node.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? '' : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Says, to assistive technology too, whether the page is still filling. @param {boolean} busy */
export function setBusy(busy) {
  byId('main').setAttribute('aria-busy', String(busy));
}

/** @param {string} id */
export function byId(id) {
  const node = document.getElementById(id);
  if (node === null) throw new Error(`no element #${id}`);
  return node;
}
