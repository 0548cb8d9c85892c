import type { PreTrainedTokenizer } from '@xenova/transformers';
import { normalise } from '../text/normalise.ts';
import type { Segmenter } from '../text/segment.ts';
import type { EmbeddingRole } from './schema.ts';
import type { EmbeddingSettings } from './settings.ts';

/** From a text to the ids that the model takes, in reading order; empty where it knows no token of the text. */
export interface TokenEncoder {
  encode(text: string, role: EmbeddingRole): number[];
}

/**
 * For a static model: the words of our segmenter, each looked up whole.
 *
 * The ids are those that the whole tokenizer gives for the words joined by blanks, less the unknown ones (a test
 * compares the two). The vocabulary is asked directly because the whole tokenizer, which scans the text for special
 * tokens and splits it by regular expressions, is the slower part by far (figures in the model's card).
 */
export class WordEncoder implements TokenEncoder {
  private readonly ids: ReadonlyMap<string, number>;
  private readonly segmenter: Segmenter;
  private readonly settings: EmbeddingSettings;

  constructor(tokenizer: PreTrainedTokenizer, segmenter: Segmenter, settings: EmbeddingSettings) {
    const special = new Set(tokenizer.all_special_tokens);
    const vocabulary: Map<string, number> = tokenizer.get_vocab();
    this.ids = new Map([...vocabulary].filter(([word]) => !special.has(word)));
    this.segmenter = segmenter;
    this.settings = settings;
  }

  encode(text: string, role: EmbeddingRole): number[] {
    const { queryPrefix, passagePrefix, maxTokens } = this.settings;
    const prefix = role === 'query' ? queryPrefix : passagePrefix;
    const ids: number[] = [];
    for (const word of this.segmenter.words(normalise(prefix + text).text)) {
      const id = this.ids.get(word);
      if (id !== undefined) ids.push(id);
    }
    if (ids.length > maxTokens) ids.length = maxTokens;
    return ids;
  }
}

/** For a transformer: its own tokenizer on the text as it stands, after the prefix of its role. */
export class TextEncoder implements TokenEncoder {
  private readonly tokenizer: PreTrainedTokenizer;
  private readonly settings: EmbeddingSettings;
  private readonly special: ReadonlySet<number>;

  constructor(tokenizer: PreTrainedTokenizer, settings: EmbeddingSettings) {
    this.tokenizer = tokenizer;
    this.settings = settings;
    this.special = new Set(tokenizer.all_special_ids);
  }

  encode(text: string, role: EmbeddingRole): number[] {
    const { queryPrefix, passagePrefix, maxTokens } = this.settings;
    if (!this.knows(text)) return [];
    const ids = this.tokenizer.encode((role === 'query' ? queryPrefix : passagePrefix) + text);
    const last = ids.at(-1);
    if (ids.length <= maxTokens || last === undefined) return ids;
    // The end mark, [SEP], stays; transformers.js would cut it off with the rest.
    return this.special.has(last) ? [...ids.slice(0, maxTokens - 1), last] : ids.slice(0, maxTokens);
  }

  /** Whether any token of the text is more than a special one, such as [UNK]. */
  private knows(text: string): boolean {
    return this.tokenizer.encode(text, { add_special_tokens: false }).some((id) => !this.special.has(id));
  }
}
