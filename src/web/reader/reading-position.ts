function showCurrent(tree: Element, links: ReadonlyMap<string, HTMLAnchorElement>, id: string): void {
  for (const link of links.values()) link.removeAttribute('aria-current');
  const link = links.get(id);
  const holder = tree.closest('nav');
  if (link === undefined || holder === null) return;
  link.setAttribute('aria-current', 'location');
  const above = link.offsetTop < holder.scrollTop;
  const below = link.offsetTop + link.offsetHeight > holder.scrollTop + holder.clientHeight;
  if (above || below) holder.scrollTop = link.offsetTop - holder.clientHeight / 3;
}

/**
 * Marks the link of the clause that is being read: that of the address until the reader scrolls by hand, as a clause
 * near the end of a page cannot be scrolled to its top. Returns what ends it.
 */
export function followReading(tree: Element, sections: Iterable<Element>): () => void {
  const links = new Map([...tree.querySelectorAll('a')].map((link) => [link.hash.slice(1), link]));
  const visible = new Set<Element>();
  let pinned: string | null = null;
  const pin = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    pinned = links.has(id) ? id : null;
    if (pinned !== null) showCurrent(tree, links, pinned);
  };
  const release = () => {
    pinned = null;
  };
  const scrolling = ['wheel', 'touchmove', 'keydown'];
  addEventListener('hashchange', pin);
  for (const name of scrolling) addEventListener(name, release, { passive: true });
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) visible.add(target);
        else visible.delete(target);
      }
      // In document order a clause comes after the one that holds it, so the last is also the innermost.
      let current: Element | null = null;
      for (const section of visible) {
        const later =
          current === null ||
          (current.compareDocumentPosition(section) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
        if (later) current = section;
      }
      if (pinned === null) showCurrent(tree, links, scrollY > 0 && current !== null ? current.id : '');
    },
    { rootMargin: '-18% 0px -72% 0px' },
  );
  for (const section of sections) if (links.has(section.id)) observer.observe(section);
  pin();
  return () => {
    observer.disconnect();
    removeEventListener('hashchange', pin);
    for (const name of scrolling) removeEventListener(name, release);
  };
}
