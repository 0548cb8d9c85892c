import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../src/document/formats/csv.ts';

const read = async (content: string | Uint8Array, fileName = '表.csv') =>
  readCsv(Buffer.from(content), fileName);

describe('readCsv', () => {
  it('makes a table, quoted cells with separators and line ends in one', async () => {
    const { text, encoding } = await read(
      '事项,时限\r\n"企业,开办","5 个\n工作日"\r\n\r\n注销,"说""办结"""\r\n',
    );
    expect(text).toBe('| 事项 | 时限 |\n| 企业,开办 | 5 个 工作日 |\n| 注销 | 说"办结" |\n');
    expect(encoding).toBe('utf-8');
  });

  it('finds the separator and reads GB18030', async () => {
    expect((await read('事项;时限\n开办;5日\n')).text).toBe('| 事项 | 时限 |\n| 开办 | 5日 |\n');
    expect((await read('事项\t时限\n开办\t5日\n', '表.tsv')).text).toBe('| 事项 | 时限 |\n| 开办 | 5日 |\n');
    // 事 CAC2, 项 CFEE, 时 CAB1, 限 CFDE in GBK
    const gbk = Buffer.from('cac2cfee2ccab1cfde0a', 'hex');
    expect(await read(gbk)).toMatchObject({ text: '| 事项 | 时限 |\n', encoding: 'gb18030' });
  });

  it('puts a title above and a note below the table', async () => {
    expect((await read('事项清单,,\n事项,时限,单位\n开办,5日,县局\n注：略,,\n')).text).toBe(
      '事项清单\n\n| 事项 | 时限 | 单位 |\n| 开办 | 5日 | 县局 |\n\n注：略\n',
    );
  });

  it('refuses binary data and quotation marks that never close', async () => {
    await expect(read(Uint8Array.of(0, 1, 2, 0, 255))).rejects.toMatchObject({ code: 'unsupported_file' });
    await expect(read(`a,"${'字'.repeat(1_100_000)}`)).rejects.toMatchObject({ code: 'unreadable_file' });
  });
});
