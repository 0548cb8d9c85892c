import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadResources, openSnapshot, type Resources } from '../../src/answer/knowledge.ts';
import type { Answer, Knowledge } from '../../src/answer/schema.ts';
import { readConfig } from '../../src/config.ts';
import { buildIndex } from '../../src/indexing/ingest.ts';
import type { DocumentFilters } from '../../src/indexing/schema.ts';

/** Texts as an invented city might issue them; what each does to the others is said by its own words. */
const TEXTS = {
  '2015办法.txt': `青阳市人民政府文件
青政发〔2015〕1号

青阳市人民政府关于印发青阳市企业诉求办理办法的通知

各区人民政府：

现将《青阳市企业诉求办理办法》印发给你们，请认真执行。

青阳市人民政府
2015年1月10日

青阳市企业诉求办理办法

第一条 为规范企业诉求办理，制定本办法。
第二条 企业诉求应当自受理之日起15个工作日内办结。
第三条 本办法自2015年2月1日起施行。
`,
  '2020规定.txt': `青阳市人民政府文件
青政发〔2020〕2号

青阳市人民政府关于印发青阳市企业诉求办理规定的通知

各区人民政府：

现将《青阳市企业诉求办理规定》印发给你们，请认真执行。

青阳市人民政府
2020年2月10日

青阳市企业诉求办理规定

第一条 为优化营商环境，制定本规定。
第二条 企业诉求应当自受理之日起7个工作日内办结。
第三条 本规定自2020年3月1日起施行。《青阳市企业诉求办理办法》（青政发〔2015〕1号）同时废止。
`,
  '2018补贴.txt': `青政办发〔2018〕5号

青阳市人民政府办公室关于印发青阳市人才购房补贴暂行办法的通知

各区人民政府：

现将《青阳市人才购房补贴暂行办法》印发给你们。

青阳市人民政府办公室
2018年4月20日

青阳市人才购房补贴暂行办法

第一条 为吸引人才，制定本办法。
第二条 博士研究生购房补贴标准为每人10万元。
第三条 本办法自2018年5月1日起施行，有效期三年。
`,
  '2026夜间施工.txt': `青阳市人民政府令
第88号

《青阳市夜间施工管理办法》已经市政府常务会议通过，现予公布，自2027年1月1日起施行。

市长 王某某
2026年5月6日

青阳市夜间施工管理办法

第一条 为加强夜间施工管理，制定本办法。
第二条 夜间施工许可证由区城市管理部门核发，每次许可不得超过3日。
第三条 本办法自2027年1月1日起施行。
`,
  '2019绿化.txt': `青政发〔2019〕7号

青阳市人民政府关于印发青阳市城市绿化管理办法的通知

各区人民政府：

现将《青阳市城市绿化管理办法》印发给你们。

青阳市人民政府
2019年6月1日

青阳市城市绿化管理办法

第一条 为加强城市绿化，制定本办法。
第二条 新建居住区绿地率不得低于30%。
第三条 本办法自2019年7月1日起施行。
`,
  '2022修改绿化.txt': `青政发〔2022〕9号

青阳市人民政府关于修改《青阳市城市绿化管理办法》的决定

各区人民政府：

市政府决定对《青阳市城市绿化管理办法》作如下修改：

一、将第一条修改为：“为了改善生态环境，制定本办法。”

本决定自2022年8月1日起施行。

青阳市人民政府
2022年7月15日
`,
  '2023转发.txt': `东湖区政办发〔2023〕3号

东湖区人民政府办公室转发市商务局关于夜间经济发展实施意见的通知

各街道办事处：

《市商务局关于夜间经济发展的实施意见》已经区政府同意，现转发给你们，请遵照执行。

东湖区人民政府办公室
2023年3月1日

市商务局关于夜间经济发展的实施意见

一、发展目标。到2025年，建成夜间经济集聚区5个。
二、支持政策。对新获评的夜间经济集聚区一次性奖励50万元。
`,
};

describe('answers through validity', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhengda-validity-'));
  const texts = mkdtempSync(join(tmpdir(), 'zhengda-validity-texts-'));
  const opened: Knowledge[] = [];
  let resources: Resources;
  let knowledge: Knowledge;

  const on = (day: string): Knowledge => {
    const snapshot = openSnapshot({ ...resources, today: () => day }, folder);
    opened.push(snapshot);
    return snapshot;
  };

  beforeAll(async () => {
    for (const [name, text] of Object.entries(TEXTS)) writeFileSync(join(texts, name), text);
    const config = { ...readConfig({}), ZHENGDA_INDEX: folder };
    await buildIndex(config, [texts]);
    resources = await loadResources(config);
    knowledge = on('2026-06-01');
  });
  afterAll(() => {
    for (const snapshot of opened) snapshot.close();
    for (const path of [folder, texts]) rmSync(path, { recursive: true, force: true });
  });

  const ask = (question: string, filters: DocumentFilters = {}, of = knowledge): Promise<Answer> =>
    of.ask({ question, topK: 5, filters });

  const said = ({ answer, citations, warnings }: Answer) => ({
    answer,
    from: citations.map(({ document }) => `${document.documentNumber} ${document.status}`),
    warnings: warnings.map(({ code, since }) => `${code} ${since}`),
  });

  it('answers from the newer document, which repealed the older one', async () => {
    const answer = said(await ask('企业诉求多少个工作日办结'));
    expect(answer.answer).toContain('7个工作日');
    expect(answer).toMatchObject({ from: ['青政发〔2020〕2号 in_force'], warnings: [] });
  });

  it('answers as of a day when the older one held', async () => {
    const answer = said(await ask('企业诉求多少个工作日办结', { asOf: '2019-01-01' }));
    expect(answer.answer).toContain('15个工作日');
    expect(answer).toMatchObject({ from: ['青政发〔2015〕1号 in_force'], warnings: [] });
    // The newer one is issued, but holds from March on: the repeal does, too.
    const between = said(await ask('企业诉求多少个工作日办结', { asOf: '2020-02-20' }));
    expect(between.from).toEqual(['青政发〔2015〕1号 in_force']);
  });

  it('warns where the repealed document is asked for by its number', async () => {
    const answer = await ask('青政发〔2015〕1号规定企业诉求多少个工作日办结');
    expect(answer.answer).toContain('15个工作日');
    expect(said(answer).warnings).toEqual(['repealed 2020-03-01']);
    expect(answer.warnings[0]?.by?.documentNumber).toBe('青政发〔2020〕2号');
    expect(answer.warnings[0]?.message).toContain('2020年3月1日');
  });

  it('answers from an expired document only where nothing else answers, and warns', async () => {
    const answer = said(await ask('博士研究生购房补贴标准是多少'));
    expect(answer.answer).toContain('10万元');
    // Three years from 2018-05-01: the last day is 2021-04-30.
    expect(answer).toMatchObject({ from: ['青政办发〔2018〕5号 expired'], warnings: ['expired 2021-04-30'] });
    const then = said(await ask('博士研究生购房补贴标准是多少', { asOf: '2020-01-01' }));
    expect(then).toMatchObject({ from: ['青政办发〔2018〕5号 in_force'], warnings: [] });
  });

  it('says that a document is not yet in force, and no longer says so from its first day on', async () => {
    const answer = said(await ask('夜间施工许可证由谁核发'));
    expect(answer.answer).toContain('区城市管理部门');
    expect(answer.from).toEqual(['青阳市人民政府令第88号 not_yet_in_force']);
    expect(answer.warnings).toEqual(['not_yet_in_force 2027-01-01']);
    const later = said(await ask('夜间施工许可证由谁核发', {}, on('2027-01-01')));
    expect(later).toMatchObject({ from: ['青阳市人民政府令第88号 in_force'], warnings: [] });
  });

  it('warns of an amendment', async () => {
    const answer = said(await ask('新建居住区绿地率不得低于多少'));
    expect(answer.answer).toContain('30%');
    expect(answer).toMatchObject({ from: ['青政发〔2019〕7号 amended'], warnings: ['amended 2022-08-01'] });
  });

  it('cites what a notice forwards by its own clauses', async () => {
    const { answer, citations, warnings } = await ask('新获评的夜间经济集聚区奖励多少钱');
    expect(answer).toContain('50万元');
    expect(citations[0]?.clause.label).toBe('二、');
    expect(citations[0]?.clause.path[0]).toBe('市商务局关于夜间经济发展的实施意见');
    expect(citations[0]?.document.documentNumber).toBe('东湖区政办发〔2023〕3号');
    expect(warnings).toEqual([]);
  });

  it('filters by the status on the day', async () => {
    const numbers = (filters: DocumentFilters): (string | null)[] =>
      knowledge.catalogue
        .documents({ filters, limit: 20 })
        .documents.map(({ metadata }) => metadata.documentNumber);
    expect(numbers({ status: ['repealed'] })).toEqual(['青政发〔2015〕1号']);
    expect(numbers({ status: ['expired'] })).toEqual(['青政办发〔2018〕5号']);
    expect(numbers({ status: ['repealed', 'expired'], asOf: '2019-12-31' })).toEqual([]);
  });
});
