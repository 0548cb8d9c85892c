import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../errors.ts';
import { normalise } from './normalise.ts';

export const SYNONYMS_FILE = 'synonyms.txt';

/**
 * The synonym file that staff edit: `甲 = 乙 = 丙` is a group, `甲 → 乙、丙` looks for 乙 and 丙 too where a question
 * says 甲, `#` begins a comment. Keys and values are normalised.
 */
export class Synonyms {
  readonly #alternatives: ReadonlyMap<string, readonly string[]>;
  readonly #longest: number;

  private constructor(alternatives: ReadonlyMap<string, readonly string[]>) {
    this.#alternatives = alternatives;
    this.#longest = Math.max(0, ...[...alternatives.keys()].map((key) => key.length));
  }

  /** Throws `configuration_invalid` where the file cannot be read or a line is neither form, naming the line. */
  static open(folder: string): Synonyms {
    const path = join(folder, SYNONYMS_FILE);
    try {
      return Synonyms.parse(readFileSync(path, 'utf8'));
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      throw new AppError('configuration_invalid', `同义词文件读不出：${path}。请检查 ZHENGDA_DICTIONARY`, {
        cause,
      });
    }
  }

  static parse(content: string): Synonyms {
    const alternatives = new Map<string, Set<string>>();
    const add = (word: string, other: string) => {
      if (word === other) return;
      const known = alternatives.get(word);
      if (known === undefined) alternatives.set(word, new Set([other]));
      else known.add(other);
    };
    for (const [index, raw] of content.split(/\r?\n/u).entries()) {
      const line = raw.replace(/#.*$/u, '').trim();
      if (line === '') continue;
      const words = (part: string, separator: RegExp) =>
        part
          .split(separator)
          .map((word) => normalise(word).text)
          .filter((word) => word !== '');
      if (line.includes('→')) {
        const [from, to, rest] = line.split('→');
        const sources = words(from ?? '', /[、=＝]/u);
        const targets = words(to ?? '', /[、=＝]/u);
        if (rest !== undefined || sources.length === 0 || targets.length === 0) throw invalidLine(index, raw);
        for (const source of sources) for (const target of targets) add(source, target);
      } else {
        const group = words(line, /[=＝]/u);
        if (group.length < 2) throw invalidLine(index, raw);
        for (const word of group) for (const other of group) add(word, other);
      }
    }
    return new Synonyms(new Map([...alternatives].map(([word, others]) => [word, [...others]])));
  }

  has(word: string): boolean {
    return this.#alternatives.has(word);
  }

  /**
   * The words of `normalised` that have synonyms, longest first at each place and not overlapping, with the
   * alternatives to look for.
   */
  find(normalised: string): { word: string; start: number; end: number; alternatives: readonly string[] }[] {
    const found: { word: string; start: number; end: number; alternatives: readonly string[] }[] = [];
    for (let start = 0; start < normalised.length; start += 1) {
      for (let end = Math.min(normalised.length, start + this.#longest); end > start; end -= 1) {
        const word = normalised.slice(start, end);
        const alternatives = this.#alternatives.get(word);
        if (alternatives === undefined) continue;
        found.push({ word, start, end, alternatives });
        start = end - 1;
        break;
      }
    }
    return found;
  }
}

function invalidLine(index: number, line: string): AppError {
  return new AppError(
    'configuration_invalid',
    `同义词文件第 ${index + 1} 行“${line.trim()}”不合格式，应为“甲 = 乙”或“甲 → 乙、丙”，请改正`,
  );
}
