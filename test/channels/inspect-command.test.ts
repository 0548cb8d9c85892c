import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runInspect } from '../../src/channels/inspect-command.ts';
import { DocumentMetadata } from '../../src/document/schema.ts';
import { zip } from '../../src/evaluation/fuzz/hostile.ts';
import { CORPUS } from '../support/corpus.ts';

const NOTICE = `青阳市人民政府文件
青政发〔2020〕2号

青阳市人民政府关于印发青阳市公园管理暂行办法的通知

各区人民政府：

根据《城市绿化条例》，现将《青阳市公园管理暂行办法》印发给你们。

附件：青阳市公园名录

青阳市人民政府
2020年2月10日

青阳市公园管理暂行办法

第一条 为加强公园管理，制定本办法。
第二条 公园每日6时开放，开放时间不得少于十二小时，法定节假日应当延长开放时间，具体办法由主管部门另行制定并公布。
第三条 本办法自2020年3月1日起施行，有效期三年。
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhengda-inspect-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function inspect(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  let [out, error] = ['', ''];
  const code = await runInspect(args, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
  });
  return { code, out, error };
}

describe('npm run inspect', () => {
  it('prints metadata, validity, relations and the clause tree', async () => {
    const { code, out, error } = await inspect(put('通知.txt', NOTICE));
    expect({ code, error }).toEqual({ code: 0, error: '' });
    const lines = out.split('\n');
    expect(lines[0]).toMatch(/^通知\.txt（text，\d+ 字，按条文分条款，\d+ 个段落）$/);
    expect(lines).toEqual(
      expect.arrayContaining([
        '  标题：青阳市人民政府关于印发青阳市公园管理暂行办法的通知',
        '  文号：青政发〔2020〕2号',
        '  发文机关：青阳市人民政府',
        '  成文日期：2020-02-10',
        '  主送机关：各区人民政府',
        '  文种：通知',
        // Three years from 2020-03-01: the last day is 2023-02-28.
        '  时效：自 2020-03-01 起施行；有效至 2023-02-28；试行或暂行',
        '  附件：青阳市公园名录',
        '  内含文件：《青阳市公园管理暂行办法》',
        '  依据：《城市绿化条例》',
        '  印发：《青阳市公园管理暂行办法》',
      ]),
    );
    const second = lines.find((line) => line.includes('article 第二条')) ?? '';
    // Cut at forty characters.
    expect(second).toMatch(/^ {4,}article 第二条 公园每日6时开放.*…$/);
    expect(lines.indexOf(second)).toBeGreaterThan(lines.findIndex((line) => line.includes('article 第一条')));
  });

  it('--text prints the stored text and nothing else', async () => {
    expect(await inspect('--text', put('通知.txt', NOTICE))).toEqual({ code: 0, out: NOTICE, error: '' });
  });

  it('--json prints one line for each file, with offsets into the text', async () => {
    const paths = [put('甲.txt', NOTICE), put('乙.txt', '关于乙的通知\n一、乙。\n')];
    const { code, out } = await inspect('--json', ...paths);
    expect(code).toBe(0);
    const Row = z.object({ fileName: z.string(), metadata: DocumentMetadata, passages: z.number() });
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => Row.parse(JSON.parse(line)));
    expect(rows.map(({ fileName }) => fileName)).toEqual(['甲.txt', '乙.txt']);
    const place = rows[0]?.metadata.places.documentNumber?.[0];
    expect(NOTICE.slice(place?.start, place?.end)).toBe('青政发〔2020〕2号');
    expect(out).not.toContain('"text":');
  });

  it('looks into archives and folders, and goes on behind what cannot be read', async () => {
    const batch = zip({
      '甲.txt': NOTICE,
      '空.txt': '',
      '图.png': 'x',
      '乙.txt': '关于乙的通知\n一、乙。\n',
    });
    const { code, out, error } = await inspect(put('一批.zip', batch));
    expect(code).toBe(1);
    expect(out).toMatch(/^甲\.txt（/);
    expect(out).toContain('\n乙.txt（');
    expect(error).toMatch(/空\.txt.*（empty_file）\n/);
    expect(error).toMatch(/图\.png.*（unsupported_file）\n/);
  });

  it('does not fail for a file in an archive that is no document', async () => {
    const { code, error } = await inspect(put('图.zip', zip({ '甲.txt': NOTICE, '图.png': 'x' })));
    expect(code).toBe(0);
    expect(error).toContain('图.png');
  });

  it.each([
    [['缺少.txt'], '（unreadable_file）'],
    [[], '没有给出文件'],
    [['--nonsense'], '用 --help 看用法'],
  ])('fails with a reason for %j', async (args, reason) => {
    const { code, out, error } = await inspect(
      ...args.map((arg) => arg.replace('缺少', join(folder, '缺少'))),
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toContain(reason);
  });

  it('refuses what is classified, and shows nothing of it', async () => {
    const { code, out, error } = await inspect(put('密.txt', `机密★10年\n${NOTICE}`));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toContain('（classified_file）');
  });

  it('--help says how it is called', async () => {
    const { code, out } = await inspect('--help');
    expect(code).toBe(0);
    for (const option of ['--json', '--text', '--help', '退出码']) expect(out).toContain(option);
  });

  it('reads the five documents', async () => {
    const { code, out, error } = await inspect(CORPUS);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    for (const name of readdirSync(CORPUS).filter((each) => each.endsWith('.txt')))
      expect(out).toContain(`${name}（text，`);
    for (const number of ['赣府发〔2022〕16号', '兴五型办字〔2021〕4号', '宜区管发〔2022〕1号', '第13期'])
      expect(out).toContain(`  文号：${number}\n`);
    const longest = readFileSync(join(CORPUS, '赣府发〔2022〕16号.txt'), 'utf8');
    expect((await inspect('--text', join(CORPUS, '赣府发〔2022〕16号.txt'))).out).toBe(longest);
  });
});
