import { readFileSync } from 'node:fs';
import { AppError } from '../errors.ts';

/**
 * How common a term is in official texts at large (120,000 pieces of laws and policies of 200 characters; see
 * scripts/build-term-statistics.ts). A knowledge base of five documents cannot tell a rare word from a common one
 * by itself; this background does, and fades as the index grows.
 */
export class TermStatistics {
  readonly #frequencies: ReadonlyMap<string, number>;
  readonly #pieces: number;

  constructor(pieces: number, frequencies: ReadonlyMap<string, number>) {
    this.#pieces = pieces;
    this.#frequencies = frequencies;
  }

  /** Reads `term<TAB>frequency` lines, the first being `#<TAB>pieces`. Throws `model_invalid`. */
  static open(path: string): TermStatistics {
    let lines: string[];
    try {
      lines = readFileSync(path, 'utf8').split('\n');
    } catch (cause) {
      throw new AppError('model_invalid', `词频表读不出：${path}。请恢复仓库里的 models/term-statistics`, {
        cause,
      });
    }
    const frequencies = new Map<string, number>();
    for (const line of lines) {
      const tab = line.indexOf('\t');
      if (tab > 0) frequencies.set(line.slice(0, tab), Number(line.slice(tab + 1)));
    }
    const pieces = frequencies.get('#') ?? Number.NaN;
    if (!(pieces > 0))
      throw new AppError('model_invalid', `词频表没有首行“#<TAB>总数”：${path}。请恢复仓库里的这个文件`);
    return new TermStatistics(pieces, frequencies);
  }

  /** In which share of the pieces `term` stands; an unknown term counts as standing in one. */
  share(term: string): number {
    return (this.#frequencies.get(term) ?? 1) / this.#pieces;
  }
}

/** As many passages as the background counts for: with five documents (400 passages) it outweighs the index. */
export const BACKGROUND_PASSAGES = 2000;

/**
 * Inverse frequency ln(1 + (N − n + 0.5) / (n + 0.5)) (Robertson and Spärck Jones, as in Lucene) where both N and n
 * are the index's own counts plus those of {@link BACKGROUND_PASSAGES} passages of the background.
 */
export function blendedInverseFrequency(
  passages: number,
  passageFrequency: number,
  backgroundShare: number,
): number {
  const total = passages + BACKGROUND_PASSAGES;
  const frequency = Math.min(total, passageFrequency + backgroundShare * BACKGROUND_PASSAGES);
  return Math.log(1 + (total - frequency + 0.5) / (frequency + 0.5));
}
