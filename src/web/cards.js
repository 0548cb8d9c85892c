import { copyButton } from './copy-button.js';
import { element } from './dom.js';
import { dateInWords, officialCitation, readable, STATUS_NAMES, titleOf } from './wording.js';

/** 文号, issuer, date and status in one line; what the text does not state is left out. */
export function facts({ documentNumber, issuer, issuedOn, status }, ...more) {
  return element(
    'p.facts',
    {},
    documentNumber && element('span', {}, documentNumber),
    issuer && element('span', {}, issuer),
    issuedOn && element('time', { datetime: issuedOn }, dateInWords(issuedOn)),
    ...more.filter(Boolean).map((fact) => element('span', {}, fact)),
    element(`span.status.${status}`, {}, STATUS_NAMES[status] ?? status),
  );
}

/** A citation as a card: the document, the way to the clause, the words themselves. */
export function citationCard(citation, { numbered }) {
  const { index, document: summary, clause, quote, url } = citation;
  return element(
    'li.card',
    numbered ? { id: `citation-${index}` } : {},
    element(
      'h3',
      {},
      numbered && element('span.number', {}, String(index)),
      element('a', { href: url }, readable(titleOf(summary))),
    ),
    facts(summary),
    // A part of the page without a number (主送机关) has a label and no path.
    element(
      'ol.clause-path',
      { 'aria-label': '条款位置' },
      ...(clause.path.length > 0 ? clause.path : [clause.label]).map((step) =>
        element('li', {}, readable(step)),
      ),
    ),
    element('blockquote', { cite: url }, readable(quote)),
    element(
      'div.card-actions',
      {},
      element('a', { href: url }, '在原文中查看'),
      copyButton('复制引文', () => officialCitation(citation)),
    ),
  );
}
