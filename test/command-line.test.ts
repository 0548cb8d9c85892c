import { expect, it } from 'vitest';
import { readArguments, runCommand } from '../src/command-line.ts';
import { AppError } from '../src/errors.ts';

const OPTIONS = { json: { type: 'boolean', default: false }, index: { type: 'string' } } as const;

it('reads options and positional arguments', () => {
  const { values, positionals } = readArguments(['a.docx', '--index', 'x', 'b.docx'], OPTIONS);
  expect(values).toEqual({ json: false, index: 'x' });
  expect(positionals).toEqual(['a.docx', 'b.docx']);
});

it.each([
  [['--no-such'], true],
  [['--index'], true],
  [['a.docx'], false],
])('refuses %j where positional arguments are allowed: %s', (args, allowPositionals) => {
  expect(() => readArguments(args, OPTIONS, { allowPositionals })).toThrow(
    expect.objectContaining({ code: 'invalid_request' }),
  );
});

it('says why a command failed, on one line, and throws what is a defect', async () => {
  const said: string[] = [];
  const output = { error: (text: string) => said.push(text) };
  const fail = (cause: Error) => () => {
    throw cause;
  };
  await expect(runCommand(output, fail(new AppError('not_found', '没有这个文件')))).resolves.toBe(1);
  expect(said).toEqual(['没有这个文件（not_found）\n']);
  await expect(runCommand(output, fail(new TypeError('x')))).rejects.toThrow(TypeError);
  await expect(runCommand(output, () => 2)).resolves.toBe(2);
});
