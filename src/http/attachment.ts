/**
 * Content-Disposition of a download (RFC 6266): an ASCII fallback, and the real name in UTF-8 (RFC 8187). Path
 * separators, quotes and control characters never reach the header as such.
 */
export function attachmentDisposition(fileName: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  const name = (fileName.split(/[\\/]/u).at(-1) ?? '').replace(/[\u0000-\u001f\u007f]/gu, '') || 'document';
  const fallback = name.replace(/[^\w.-]/gu, '_');
  const encoded = encodeURIComponent(name.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /['()*!]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${fallback}"; filename*=UTF-8''${encoded}`;
}
