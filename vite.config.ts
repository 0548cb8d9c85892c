import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const WEB = join(ROOT, 'src/web');

/** The pages of src/web, each with its own entry; `/assets` holds what they share. */
const PAGES = ['ask', 'library', 'reader', 'retrieval', 'quality', 'docs'];

/** Puts the parts that all pages share in the place of `<!--masthead-->` and `<!--colophon-->`. */
function sharedParts(): Plugin {
  const part = (name: string) => readFileSync(join(WEB, 'parts', `${name}.html`), 'utf8').trim();
  return {
    name: 'shared-parts',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) =>
        html.replace(
          /<!--(head|masthead|colophon)(?: (\S+))?-->/gu,
          (_, name: string, current: string | undefined) =>
            current === undefined
              ? part(name)
              : part(name).replace(`<a href="${current}"`, `<a href="${current}" aria-current="page"`),
        ),
    },
  };
}

/** Records what the pages were built from (path → sha256), by which scripts/setup.mjs sees that they are out of date. */
function recordInputs(): Plugin {
  return {
    name: 'record-inputs',
    writeBundle() {
      const modules = [...this.getModuleIds()].map((id) => id.replace(/\?.*$/u, ''));
      const own = modules.filter((id) => id.startsWith(ROOT) && !id.includes(`${sep}node_modules${sep}`));
      const parts = ['head', 'masthead', 'colophon'].map((name) => join(WEB, 'parts', `${name}.html`));
      const paths = [
        ...new Set([...own, ...parts, join(ROOT, 'vite.config.ts'), join(ROOT, 'package-lock.json')]),
      ];
      const files = Object.fromEntries(
        paths
          .map((path) => [
            relative(ROOT, path).replaceAll(sep, '/'),
            createHash('sha256').update(readFileSync(path)).digest('hex'),
          ])
          .sort(([one = ''], [other = '']) => (one < other ? -1 : 1)),
      );
      writeFileSync(join(WEB, 'dist', 'inputs.json'), `${JSON.stringify(files, null, 1)}\n`);
    },
  };
}

export default defineConfig({
  root: WEB,
  publicDir: false,
  logLevel: 'warn',
  plugins: [sharedParts(), recordInputs()],
  // The schemas that browser and service share are bundled too; browsers of office machines lag behind by years.
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'chrome87',
    // An address like data:… would be refused by the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      onwarn: (warning, warn) => {
        // zod writes comments that only another bundler reads.
        if (warning.code !== 'INVALID_ANNOTATION') warn(warning);
      },
      input: Object.fromEntries(PAGES.map((name) => [name, join(WEB, `${name}.html`)])),
      output: {
        manualChunks: (id) =>
          /node_modules\/(?:preact|zod)\//u.test(id.replaceAll(sep, '/')) ? 'libraries' : undefined,
      },
    },
  },
});
