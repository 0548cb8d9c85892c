/** Groups whose text is not the document's, or is said again elsewhere (RTF 1.9.1); all unknown \* groups besides. */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  ...['colortbl', 'stylesheet', 'info', 'pict', 'objdata', 'objclass', 'objname', 'nonshppict', 'shprslt'],
  ...['header', 'headerl', 'headerr', 'headerf', 'footer', 'footerl', 'footerr', 'footerf'],
  ...['ftnsep', 'ftnsepc', 'ftncn', 'aftnsep', 'aftnsepc', 'aftncn', 'annotation', 'atnid', 'atnauthor'],
  ...['listtable', 'listoverridetable', 'revtbl', 'rsidtbl', 'filetbl', 'xe', 'tc', 'tcn', 'rxe', 'private'],
  ...[
    'pntxta',
    'pntxtb',
    'nonesttables',
    'do',
    'themedata',
    'datastore',
    'latentstyles',
    'pgptbl',
    'mmathPr',
  ],
  ...[
    'bkmkstart',
    'bkmkend',
    'formfield',
    'datafield',
    'pn',
    'pnseclvl',
    'sp',
    'generator',
    'userprops',
    'falt',
  ],
]);

/** \* groups that hold text of the document all the same. */
export const READ_STARRED: ReadonlySet<string> = new Set([
  ...[
    'shpinst',
    'shptxt',
    'shpgrp',
    'shppict',
    'ud',
    'nesttableprops',
    'fldinst',
    'footnote',
    'listtext',
    'pntext',
  ],
  ...['fldrslt', 'hyperlink', 'smarttag', 'xmlopen', 'moveto', 'sn', 'sv'],
]);

/** Characters by the control words that stand for them (RTF 1.9.1, “Special Characters”). */
export const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['tab', ' '],
  ['line', '\n'],
  ['lbr', '\n'],
  ['page', '\n'],
  ['column', '\n'],
  ['emdash', '—'],
  ['endash', '–'],
  ['emspace', ' '],
  ['enspace', ' '],
  ['qmspace', ' '],
  ['bullet', '•'],
  ['lquote', '‘'],
  ['rquote', '’'],
  ['ldblquote', '“'],
  ['rdblquote', '”'],
]);

/** The same for `\` and one character; the others escape themselves. */
export const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['~', '\u00a0'],
  ['_', '-'],
  ['\\', '\\'],
  ['{', '{'],
  ['}', '}'],
]);
