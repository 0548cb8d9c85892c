import { element } from './dom.js';
import { KIND_NAMES, readable } from './wording.js';

/** How much of an unnamed clause is shown in place of a heading. */
const EXCERPT = 18;

function nameOf(clause, text) {
  const label = clause.label ?? '';
  const heading = clause.heading === null ? '' : readable(clause.heading);
  // 【领导批示】 is label and heading in one.
  if (heading !== '')
    return label.includes(heading) ? label : `${label}${heading}`.replace(/[，,；;：:。]$/u, '');
  if (label !== '') {
    const own = text.slice(clause.start, clause.children[0]?.start ?? clause.end);
    const words = readable(own);
    const rest = words.startsWith(label) ? words.slice(label.length) : words;
    return `${label}${rest.slice(0, EXCERPT)}${rest.length > EXCERPT ? '…' : ''}`;
  }
  return KIND_NAMES[clause.kind] ?? null;
}

function level(clauses, text) {
  const items = clauses.flatMap((clause) => {
    const name = nameOf(clause, text);
    const below = level(clause.children, text);
    if (name === null) return below === null ? [] : [...below.children];
    const aside = clause.heading === null && clause.label === null;
    return [
      element(
        'li',
        {},
        element(aside ? 'a.aside' : 'a', { href: `#clause-${clause.id}` }, element('span', {}, name)),
        below,
      ),
    ];
  });
  return items.length === 0 ? null : element('ol', {}, ...items);
}

/** The clause tree as nested links; clauses that have neither number nor name are passed over. */
export function outline(clauses, text) {
  return level(clauses, text) ?? element('p.quiet', {}, '没有分条');
}

function showCurrent(tree, links, id) {
  for (const link of links.values()) link.removeAttribute('aria-current');
  const link = links.get(id);
  if (link === undefined) return;
  link.setAttribute('aria-current', 'location');
  const holder = tree.closest('nav');
  const above = link.offsetTop < holder.scrollTop;
  const below = link.offsetTop + link.offsetHeight > holder.scrollTop + holder.clientHeight;
  if (above || below) holder.scrollTop = link.offsetTop - holder.clientHeight / 3;
}

/**
 * Marks the link of the clause that is being read: that of the address until the reader scrolls by hand, as a clause
 * near the end of a page cannot be scrolled to its top.
 */
export function followReading(tree, sections) {
  const links = new Map([...tree.querySelectorAll('a')].map((link) => [link.hash.slice(1), link]));
  const visible = new Set();
  let pinned = null;
  const pin = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    pinned = links.has(id) ? id : null;
    if (pinned !== null) showCurrent(tree, links, pinned);
  };
  const release = () => {
    pinned = null;
  };
  addEventListener('hashchange', pin);
  for (const scrolling of ['wheel', 'touchmove', 'keydown'])
    addEventListener(scrolling, release, { passive: true });
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) visible.add(target);
        else visible.delete(target);
      }
      // In document order a clause comes after the one that holds it, so the last is also the innermost.
      const current = [...visible].reduce(
        (best, section) =>
          best !== null && best.compareDocumentPosition(section) & Node.DOCUMENT_POSITION_PRECEDING
            ? best
            : section,
        null,
      );
      if (pinned === null) showCurrent(tree, links, scrollY > 0 && current !== null ? current.id : '');
    },
    { rootMargin: '-18% 0px -72% 0px' },
  );
  for (const section of sections) if (links.has(section.id)) observer.observe(section);
  pin();
}
