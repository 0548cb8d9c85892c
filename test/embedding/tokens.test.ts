import { resolve } from 'node:path';
import { AutoTokenizer } from '@xenova/transformers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openModelFolder } from '../../src/embedding/model-folder.ts';
import { WordEncoder } from '../../src/embedding/tokens.ts';
import { normalise } from '../../src/text/normalise.ts';
import { Segmenter } from '../../src/text/segment.ts';

const folder = resolve(readConfig().EMBEDDING_MODEL);
const segmenter = Segmenter.open(readConfig().ZHENGDA_DICTIONARY);

describe('WordEncoder', () => {
  let encoder: WordEncoder;
  let whole: (text: string) => number[];

  beforeAll(async () => {
    const tokenizer = await AutoTokenizer.from_pretrained(folder, { local_files_only: true });
    const { settings } = await openModelFolder(folder);
    encoder = new WordEncoder(tokenizer, segmenter, settings);
    whole = (text) =>
      tokenizer
        .encode(segmenter.words(normalise(text).text).join(' '))
        .filter((id) => id !== tokenizer.unk_token_id);
  });

  it('gives the ids of the whole tokenizer, unknown words left out', () => {
    const texts = [
      '企业诉求 5 个工作日办结',
      '赣府发〔2022〕16号',
      'GB/T 9704—2012，V2.0 ＡＢＣ',
      '易炼红同志的讲话',
      '[PAD] [UNK] [CLS]',
      '𠀀𠀁 constructor __proto__ toString',
    ];
    for (const text of texts) expect(encoder.encode(text, 'query'), text).toEqual(whole(text));
    expect(encoder.encode('企业诉求', 'query').length).toBeGreaterThan(0);
  });

  it('does so for any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '企业',
        '办结',
        '“',
        '。',
        '〔',
        '五型政府',
        '12.5%',
        ' ',
        '\n',
        'pad',
        '[',
        ']',
        'unk',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        expect(encoder.encode(text, 'passage')).toEqual(whole(text));
      }),
    );
  });
});
