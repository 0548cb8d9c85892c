import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { openArchive } from '../../../src/document/formats/archive.ts';
import { zipOf } from './zip.ts';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

describe('openArchive', () => {
  it('lists and reads entries, folders left out', async () => {
    const archive = await openArchive(await zipOf({ 'a/文件.txt': '甲', 'b.txt': '乙' }), 'x.zip');
    expect(archive.entries.map((entry) => entry.name)).toEqual(['a/文件.txt', 'b.txt']);
    expect(await archive.read('a/文件.txt')).toEqual(Buffer.from('甲'));
    expect(await archive.read('none')).toBeUndefined();
  });

  it('reads names that Chinese Windows wrote in GBK', async () => {
    // 通知 is CD A8 D6 AA in GBK.
    const archive = await openArchive(
      rawZip(Buffer.from([0xcd, 0xa8, 0xd6, 0xaa, 0x2e, 0x74, 0x78, 0x74]), text('甲'), 1),
      'x.zip',
    );
    expect(archive.entries[0]?.name).toBe('通知.txt');
  });

  it('names entries that lead outside and lets nobody read them', async () => {
    for (const name of ['../a.txt', '/a.txt', 'b/../../a.txt', 'C:\\a.txt']) {
      const archive = await openArchive(rawZip(Buffer.from(name), text('甲'), 1), 'x.zip');
      expect(archive.entries).toEqual([]);
      expect(archive.outside).toHaveLength(1);
      expect(await archive.read(name)).toBeUndefined();
    }
  });

  it('stops inflating at the limit, whatever the archive says of itself', async () => {
    const bomb = rawZip(Buffer.from('a.txt'), Buffer.alloc(10_000_000), 10_000_000);
    const limits = { entries: 10, entryBytes: 1_000_000, totalBytes: 1_000_000 };
    const archive = await openArchive(bomb, 'x.zip', limits);
    await expect(archive.read('a.txt')).rejects.toMatchObject({ code: 'file_too_large' });
    // It says one byte and holds ten million.
    const liar = await openArchive(
      rawZip(Buffer.from('a.txt'), Buffer.alloc(10_000_000), 1),
      'x.zip',
      limits,
    );
    await expect(liar.read('a.txt')).rejects.toMatchObject({ code: 'unreadable_file' });
  });

  it('counts what was read before', async () => {
    const bytes = await zipOf({ a: 'x'.repeat(600), b: 'x'.repeat(600) });
    const archive = await openArchive(bytes, 'x.zip', { entries: 10, entryBytes: 1000, totalBytes: 1000 });
    await archive.read('a');
    await expect(archive.read('b')).rejects.toMatchObject({ code: 'file_too_large' });
  });

  it('refuses too many entries and damaged archives', async () => {
    const many = await zipOf(Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`${index}`, 'x'])));
    await expect(
      openArchive(many, 'x.zip', { entries: 10, entryBytes: 1, totalBytes: 1 }),
    ).rejects.toMatchObject({ code: 'file_too_large' });
    await expect(openArchive(many.subarray(0, 100), 'x.zip')).rejects.toMatchObject({
      code: 'unreadable_file',
    });
  });

  it('names an encrypted entry', async () => {
    const archive = await openArchive(rawZip(Buffer.from('a'), text('甲'), 3, 1), 'x.zip');
    expect(archive.entries[0]?.encrypted).toBe(true);
    await expect(archive.read('a')).rejects.toMatchObject({ code: 'encrypted_file' });
  });
});

it('yazl itself refuses the names that rawZip writes', () => {
  expect(() => new ZipFile().addBuffer(Buffer.from('x'), '../x')).toThrow();
});

/** One deflated entry, written by hand (APPNOTE 6.3, 4.3) as no library writes such names and sizes. */
function rawZip(name: Buffer, content: Uint8Array, statedBytes: number, flags = 0): Buffer {
  const body = deflateRawSync(content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(flags, 2);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(body.length, 14);
  common.writeUInt32LE(statedBytes, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, name, body]);
  const central = Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
