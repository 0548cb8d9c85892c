import { expect, it } from 'vitest';
import { ignoreAbandoned } from '../../../../src/document/formats/pdf/library.ts';

function errorFrom(place: string): Error {
  const error = new Error('Bad (uncompressed) XRef entry: 46R');
  error.stack = `Error\n    at BaseExceptionClosure (${place}:509:29)`;
  return error;
}

it.each([
  ['webpack://pdf.js/src/shared/util.js'],
  ['file:///srv/node_modules/pdfjs-dist/legacy/build/pdf.worker.mjs'],
])('lets go of what the library rejected in %s and nobody awaits', (place) => {
  expect(() => ignoreAbandoned(errorFrom(place))).not.toThrow();
});

it.each([[errorFrom('/srv/src/document/read-file.ts')], ['no error']])(
  'throws all other rejections: %s',
  (cause) => {
    expect(() => ignoreAbandoned(cause)).toThrow();
  },
);
