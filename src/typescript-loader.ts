/** What `node --import` needs to run TypeScript, for processes of their own. */
export const TYPESCRIPT_LOADER = new URL('./typescript.mjs', import.meta.url).href;
