import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Answer } from '../../src/answer/schema.ts';
import { printAnswer, runAsk } from '../../src/channels/terminal.ts';
import { readConfig } from '../../src/config.ts';
import { buildIndex } from '../../src/indexing/ingest.ts';
import { fakeKnowledge } from '../http/fake-knowledge.ts';

let index: string;

beforeAll(async () => {
  index = mkdtempSync(join(tmpdir(), 'zhengda-ask-'));
  const config = { ...readConfig({}), ZHENGDA_INDEX: index };
  await buildIndex(config, [config.ZHENGDA_CORPUS]);
});
afterAll(() => rmSync(index, { recursive: true, force: true }));

async function ask(...args: string[]) {
  let out = '';
  let error = '';
  const code = await runAsk(
    args,
    { ZHENGDA_INDEX: index },
    {
      out: (text) => {
        out += text;
      },
      error: (text) => {
        error += text;
      },
    },
  );
  return { code, out, error };
}

describe('npm run ask', () => {
  it('prints the answer and where it stands, and ends with 0', async () => {
    const { code, out, error } = await ask('企业诉求办结时限是多少');
    expect([code, error]).toEqual([0, '']);
    expect(out).toContain('5 个工作日办结');
    expect(out).toContain('（赣府发〔2022〕16号）三、（四）12.');
    expect(out).toContain(
      '三、目标任务 › （四）着力打造更富温馨的“服务型”政府 › 12. 大力推动营商环境优化升级',
    );
  });

  it('prints the JSON of the contract', async () => {
    const { code, out } = await ask('--json', '--top-k', '1', '企业诉求办结时限是多少');
    expect(code).toBe(0);
    expect(Answer.parse(JSON.parse(out)).citations).toHaveLength(1);
  });

  it('ends with 2 where there is no evidence', async () => {
    const { code, out } = await ask('南昌地铁一号线的票价是多少');
    expect(code).toBe(2);
    expect(out).toContain('未在已入库的政策文件中找到依据');
  });

  it.each([
    [[], '问题不能为空'],
    [[' '], '问题不能为空'],
    [['--top-k', '21', '甲'], '--top-k 应为 1 到 20 的整数'],
    [['--top-k', 'x', '甲'], '--top-k 应为 1 到 20 的整数'],
    [['--colour', '甲'], '选项不对'],
    [['--index', '/nonexistent/index', '甲'], 'index_missing'],
  ])('ends with 1 for %j and says why', async (args, why) => {
    const { code, out, error } = await ask(...args);
    expect([code, out]).toEqual([1, '']);
    expect(error).toContain(why);
  });

  it('explains itself', async () => {
    const { code, out } = await ask('--help');
    expect(code).toBe(0);
    expect(out).toContain('退出码：0 有回答；2 未找到依据；1 出错');
  });
});

it('prints what came nearest as such, where there is no evidence', async () => {
  const answer = await fakeKnowledge().ask({ question: '地铁', topK: 5 });
  const printed = printAnswer(answer).split('\n');
  expect(printed[0]).toBe('未在已入库的政策文件中找到依据');
  expect(printed[2]).toBe('最接近的条款（未必相关）');
});
