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
