/** What is left of control characters and of halves of characters, which damaged files and odd labels hold. */
export const cleanText = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    .replace(/[\u0000-\u0009\u000b-\u001f\u00ad]/g, '')
    .replace(/\p{Surrogate}/gu, '\ufffd');
