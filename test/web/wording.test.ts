import { expect, it } from 'vitest';
import { z } from 'zod';
import { describeInChromium, evaluate } from './chromium.ts';

const citation = (title: string | null, documentNumber: string | null, label: string, quote: string) => ({
  document: { title, documentNumber },
  clause: { label },
  quote,
});

describeInChromium('wording', (open) => {
  const call = async (expression: string) => {
    const { page } = await open('/documents');
    return evaluate(page, z.unknown(), `import('/assets/wording.js').then((wording) => ${expression})`);
  };

  it('cites in the form of official writing, with quotes in quotes and titles in titles', async () => {
    const cases = [
      citation('关于印发《工作要点》的通知', '兴五型办字〔2021〕4号', '一、1.', '坚持“项目为王”理念'),
      citation('江西省人民政府 关于…的意见', null, '', '提出‘四最’,\n\n“献”'),
      citation(null, '第13期', '【领导批示】', '**（一）强化指导。**全区'),
    ];
    expect(await call(`${JSON.stringify(cases)}.map(wording.officialCitation)`)).toEqual([
      '《关于印发〈工作要点〉的通知》（兴五型办字〔2021〕4号）一、1.：“坚持‘项目为王’理念”',
      '《江西省人民政府 关于…的意见》：“提出‘四最’,‘献’”',
      '（第13期）【领导批示】：“（一）强化指导。全区”',
    ]);
  });

  it('joins lines that a page break cut, with a blank between Latin words only', async () => {
    const cases = ['影响广\n\n泛深远', 'open\n  source', '# 标题\n## 二级', '*市长'];
    expect(await call(`${JSON.stringify(cases)}.map(wording.readable)`)).toEqual([
      '影响广泛深远',
      'open source',
      '标题二级',
      '*市长',
    ]);
  });

  it('says how sure an answer is in three steps', async () => {
    expect(
      await call('[1, 0.75, 0.74, 0.5, 0.49, 0].map((one) => wording.confidenceInWords(one).bars)'),
    ).toEqual([3, 3, 2, 2, 1, 1]);
  });

  it('writes dates out without zeros in front', async () => {
    expect(await call("wording.dateInWords('2021-04-03')")).toBe('2021年4月3日');
  });
});
