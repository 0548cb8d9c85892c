/** The standard looks at 1,024 bytes (HTML Standard 13.2.3.2); Word writes its style sheet before the declaration. */
const SCANNED_BYTES = 4096;

/**
 * The charset that a page declares in a meta element or an XML declaration, as written; null where it declares none.
 * Comments are passed over.
 */
export function declaredCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, SCANNED_BYTES)).toString('latin1');
  const xml = /^[\u00ef\u00bb\u00bf\s]*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w-]{1,40})["']/.exec(head)?.[1];
  if (xml !== undefined) return xml;
  const shown = head
    .split('<!--')
    .map((part, index) => (index === 0 ? part : (part.split('-->')[1] ?? '')))
    .join('');
  for (const [tag] of shown.matchAll(/<meta[\s/][^>]{0,500}>/gi)) {
    const charset = /charset\s*=\s*["']?\s*([\w:.-]{1,40})/i.exec(tag)?.[1];
    if (charset !== undefined) return charset;
  }
  return null;
}
