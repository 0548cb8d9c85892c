import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentences } from '../../src/text/sentences.ts';

const cut = (text: string): string[] => sentences(text).map(({ start, end }) => text.slice(start, end));

describe('sentences', () => {
  it('ends at 。！？ and at a line end, not at ；', () => {
    expect(cut('加强督查；严格考核。要抓典型！行不行？\n另起一段')).toEqual([
      '加强督查；严格考核。',
      '要抓典型！',
      '行不行？',
      '另起一段',
    ]);
  });

  it('keeps closing marks with the sentence', () => {
    expect(cut('批示：“望持续加力。”会议指出，成效明显。')).toEqual([
      '批示：“望持续加力。”',
      '会议指出，成效明显。',
    ]);
    expect(cut('(此件主动公开。)抄送：省委。')).toEqual(['(此件主动公开。)', '抄送：省委。']);
  });

  it('does not cut inside a short quotation or bracket', () => {
    expect(cut('践行“民有所呼。我有所应。”的理念。')).toEqual(['践行“民有所呼。我有所应。”的理念。']);
    expect(cut('推进园区建设（环境友好。资源节约）工作。')).toEqual([
      '推进园区建设（环境友好。资源节约）工作。',
    ]);
  });

  it('reads ASCII full stops as such only behind words', () => {
    expect(cut('建成5.0版，占比1.8%。')).toEqual(['建成5.0版，占比1.8%。']);
    expect(cut('1. 坚持制度。')).toEqual(['1. 坚持制度。']);
    expect(cut('推进改革.优化服务.')).toEqual(['推进改革.', '优化服务.']);
  });

  it('cuts a title off that lost its line end', () => {
    const body = '为切实做好疫情防控工作，根据有关规定，现就有关事项通知如下。';
    expect(cut(`农业农村部开展防控疫情专项法治宣传行动 ${body}各地要抓好落实。`)).toEqual([
      '农业农村部开展防控疫情专项法治宣传行动',
      body,
      '各地要抓好落实。',
    ]);
    // Of a later line too; a title and its subtitle both stand before the first sentence.
    expect(cut(`各位同志。\n关于做好防控工作的通知 关于加强法治宣传的意见 ${body}`)).toEqual([
      '各位同志。',
      '关于做好防控工作的通知',
      '关于加强法治宣传的意见',
      body,
    ]);
  });

  it('cuts nothing else at a blank', () => {
    for (const sentence of [
      '第一百三十三条之一 在道路上驾驶机动车，有下列情形之一的，处拘役，并处罚金。',
      '2020年12月31日 为切实做好疫情防控工作，根据有关规定，现通知如下。',
      '通知 为切实做好疫情防控工作，根据有关规定，现就有关事项通知如下。',
      '开展宣传行动；做好防控工作 为切实做好疫情防控工作，根据有关规定，现通知如下。',
    ]) {
      expect(cut(sentence)).toEqual([sentence]);
    }
    // Within a line, a title can no longer begin.
    const second = '农业农村部开展防控疫情专项法治宣传行动 为切实做好疫情防控工作，根据有关规定。';
    expect(cut(`会议已经召开。${second}`)).toEqual(['会议已经召开。', second]);
  });

  it('loses nothing but blanks and overlaps nowhere', () => {
    const anyText = fc.string({
      unit: fc.constantFrom('人', '。', '！', '“', '”', '（', '）', '.', ' ', '\n', '1', 'A', '的'),
    });
    fc.assert(
      fc.property(anyText, (text) => {
        const spans = sentences(text);
        let last = 0;
        let kept = '';
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(text.slice(last, start).trim()).toBe('');
          kept += text.slice(start, end);
          last = end;
        }
        expect(text.slice(last).trim()).toBe('');
        expect(kept.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
      }),
    );
  });
});
