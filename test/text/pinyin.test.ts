import { describe, expect, it } from 'vitest';
import { looseSyllable, soundClasses, soundLikeness } from '../../src/text/pinyin.ts';
import { similarShapes } from '../../src/text/similar-shape.ts';

describe('soundLikeness', () => {
  it.each([
    ['素', '诉', 'same'], // sù, sù
    ['节', '结', 'same'], // jié; 结 also jiē
    ['章', '长', 'same'], // zhāng is one of the readings of 长
    ['是', '时', 'same'], // shì, shí: tones do not count
    ['字', '制', 'near'], // zì, zhì
    ['现', '向', 'near'], // xiàn, xiàng
    ['今', '经', 'near'], // jīn, jīng
    ['分', '风', 'near'], // fēn, fēng
    ['南', '兰', 'near'], // nán, lán
    ['黄', '房', 'near'], // huáng, fáng
    ['户', '府', 'near'], // hù, fǔ
    ['飞', '灰', 'near'], // fēi, huī
    ['女', '吕', 'near'], // nǚ, lǚ
    ['东', '灯', null], // dōng, dēng
    ['中', '总', 'near'], // zhōng, zǒng
    ['企', '业', null], // qǐ, yè
  ])('%s %s: %s', (one, other, likeness) => {
    expect(soundLikeness(one, other)).toBe(likeness);
    expect(soundLikeness(other, one)).toBe(likeness);
  });
});

describe('looseSyllable', () => {
  it.each([
    ['zhang', 'zan'],
    ['nü', 'lü'],
    ['n', 'n'],
    ['fu', 'hu'],
    ['hui', 'hei'],
    ['fei', 'hei'],
    ['dong', 'dong'],
  ])('%s as %s', (syllable, loose) => expect(looseSyllable(syllable)).toBe(loose));
});

describe('soundClasses', () => {
  it('gives characters of one sound the same class, and what is no Chinese character none', () => {
    expect(soundClasses('素')).toBe(soundClasses('诉'));
    expect(soundClasses('素')).toBe(soundClasses('树'));
    expect(soundClasses('素')).not.toBe(soundClasses('求'));
    for (const mark of ['a', '1', '，']) expect(soundClasses(mark)).toBe('');
  });
});

describe('similarShapes', () => {
  it('knows both ways', () => {
    expect(similarShapes('己')).toContain('已');
    expect(similarShapes('已')).toContain('己');
    expect(similarShapes('政')).toContain('攻');
    expect(similarShapes('鑫')).toBe('');
  });
});
