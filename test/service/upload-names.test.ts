import fc from 'fast-check';
import { expect, it } from 'vitest';
import { uploadName } from '../../src/service/upload-names.ts';

it.each([
  ['通知.docx', '通知.docx'],
  ['省厅/2024/通知.docx', '省厅/2024/通知.docx'],
  ['C:\\Users\\张\\通知.docx', 'Users/张/通知.docx'],
  ['../../etc/passwd', 'etc/passwd'],
  ['/etc/./passwd', 'etc/passwd'],
  ['a\u0000b\n.txt', 'ab.txt'],
  // A right-to-left override makes fdp.exe look like exe.pdf.
  ['通知\u202efdp.exe', '通知fdp.exe'],
  // é as one character and as two
  ['e\u0301.txt', '\u00e9.txt'],
  ['包.zip!/通知.docx', '包.zip/通知.docx'],
  ['  ', null],
  ['..', null],
  ['/', null],
])('calls %j %j', (given, name) => expect(uploadName(given)).toBe(name));

it('cuts a name that is too long in front of its extension', () => {
  expect(uploadName(`${'长'.repeat(300)}.docx`)).toBe(`${'长'.repeat(235)}.docx`);
});

it('never leads elsewhere', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('.', '/', '\\', '!', ':', 'a', '文', ' ', '\n', 'C') }),
      (given) => {
        const name = uploadName(given);
        if (name === null) return;
        const parts = name.split('/');
        expect(parts.every((part) => part !== '' && part !== '.' && part !== '..')).toBe(true);
        expect(name).not.toContain('!/');
      },
    ),
    { numRuns: 2000 },
  );
});
