import { describe, expect, it } from 'vitest';
import { openCompoundFile } from '../../../../src/document/formats/doc/compound-file.ts';
import { oleFile } from './ole-file.ts';

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index % 251);
const STREAMS = { Short: bytes(100), Long: bytes(5000), Empty: bytes(0) };

/** The first sector of the FAT, which the file lays behind everything else. */
const fatOf = (file: Uint8Array): DataView => new DataView(file.buffer, file.length - 512);

describe('openCompoundFile', () => {
  it('reads streams of sectors and of mini sectors by their names', () => {
    const file = openCompoundFile(oleFile(STREAMS), 'x.doc');
    expect([...file.names].sort()).toEqual(['Empty', 'Long', 'Short']);
    expect(file.read('Short')).toEqual(STREAMS.Short);
    expect(file.read('long')).toEqual(STREAMS.Long);
    expect(file.read('Empty')).toEqual(STREAMS.Empty);
    expect(file.read('Other')).toBeUndefined();
  });

  it('ends in a chain that leads back to itself', () => {
    const file = oleFile(STREAMS);
    // Long takes the sectors 0 to 9: the last leads to the first.
    fatOf(file).setUint32(9 * 4, 0, true);
    fatOf(file).setUint32(2 * 4, 2, true);
    expect(openCompoundFile(file, 'x.doc').read('Long')?.length).toBe(5000);
  });

  it('ends where the directory or its tree leads back to itself', () => {
    const file = oleFile({ Only: bytes(4096) });
    // Sectors: 8 of the stream, none of the mini stream, the directory is the ninth.
    fatOf(file).setUint32(8 * 4, 8, true);
    const directory = new DataView(file.buffer, 512 + 8 * 512);
    directory.setUint32(128 + 68, 1, true);
    directory.setUint32(128 + 72, 1, true);
    expect(openCompoundFile(file, 'x.doc').names).toEqual(['Only']);
  });

  it('refuses a chain that breaks off, a size beyond the file, and what is no such file', () => {
    const broken = oleFile(STREAMS);
    fatOf(broken).setUint32(3 * 4, 0xfffffffe, true);
    expect(() => openCompoundFile(broken, 'x.doc').read('Long')).toThrow('扇区链中断');
    const huge = oleFile({ Only: bytes(4096) });
    new DataView(huge.buffer, 512 + 8 * 512 + 128).setUint32(120, 0x7fffffff, true);
    expect(() => openCompoundFile(huge, 'x.doc').read('Only')).toThrow('比文件还长');
    expect(() => openCompoundFile(bytes(600), 'x.doc')).toThrow('不是完整的 OLE 复合文件');
  });
});
