import type { CatalogueReader } from '../../indexing/schema.ts';
import type { Answer, Citation } from '../schema.ts';
import type { ChatModel } from './chat-model.ts';
import { type CheckedSource, checkSentence, readSource } from './check-sentence.ts';
import { readText } from './evidence-text.ts';
import { figureHolds } from './figures.ts';
import { fold } from './fold.ts';
import { DECLINED, promptFor } from './prompt.ts';
import { type DroppedSentence, WritingFailure } from './schema.ts';
import { type MarkedSentence, SentenceSplitter } from './sentence-splitter.ts';
import { sourcesOf } from './sources.ts';
import { ThinkingFilter } from './thinking.ts';
import { type WordPairs, wordPairs } from './word-pairs.ts';

/** What is written: a sentence that has passed, or word that all before was the model's thinking and is void. */
export type WrittenPiece = Readonly<{ kind: 'sentence'; text: string } | { kind: 'restart' }>;

/** A written answer with the citations that its markers `[n]` name, numbered from 1; `related` is what is left of them. */
export type WrittenAnswer = Readonly<{
  answer: string;
  citations: readonly Citation[];
  related: readonly Citation[];
  usedCitations: readonly number[];
  dropped: readonly DroppedSentence[];
}>;

export type WritingRequest = Readonly<{
  /** An extractive answer with citations. */
  answer: Answer;
  /** Earlier questions of the conversation, oldest first. */
  history?: readonly string[];
  catalogue: CatalogueReader;
  model: ChatModel;
  signal?: AbortSignal | undefined;
}>;

/** Longest answer in UTF-16 code units, thinking left out: five sentences are 400. */
const MAX_LENGTH = 2000;

/** A sentence that begins so is about the one before it. */
const GOES_ON =
  /^(?:但|否则|因此|所以|因而|于是|上述|前述|前款|该|其(?!他|余)|这|此(?!外)|除此|反之|同样|也|还|并)/u;

/** Gives citations their numbers as markers first name them, so that a sentence can be shown before the next is there. */
class Numbering {
  readonly #answer: Answer;
  readonly #sources: ReadonlyMap<number, CheckedSource>;
  readonly #added: Citation[] = [];
  readonly #used = new Set<number>();

  constructor(answer: Answer, sources: ReadonlyMap<number, CheckedSource>) {
    this.#answer = answer;
    this.#sources = sources;
  }

  /** The index that a source has among the citations; a related one is added behind them. */
  indexOf(number: number): number {
    const found = this.#sources.get(number)?.source;
    if (found === undefined) throw new Error(`no source ${number}`);
    let index = number;
    if (found.related) {
      let at = this.#added.indexOf(found.citation);
      if (at < 0) at = this.#added.push(found.citation) - 1;
      index = this.#answer.citations.length + at + 1;
    }
    this.#used.add(index);
    return index;
  }

  get result(): Pick<WrittenAnswer, 'citations' | 'related' | 'usedCitations'> {
    const { citations, related } = this.#answer;
    const added = this.#added;
    return {
      citations: [...citations, ...added.map((one, at) => ({ ...one, index: citations.length + at + 1 }))],
      related: related.filter((one) => !added.includes(one)).map((one, at) => ({ ...one, index: at + 1 })),
      usedCitations: [...this.#used].sort((a, b) => a - b),
    };
  }
}

/** Checks sentences one after the other and keeps what passed. */
class Checker {
  readonly #sources: ReadonlyMap<number, CheckedSource>;
  readonly #question: WordPairs;
  readonly #answer: Answer;
  #numbering: Numbering;
  #kept: { text: string; plain: string; cites: boolean }[] = [];
  #dropped: DroppedSentence[] = [];
  #lastDropped = false;

  constructor({ answer, history = [], catalogue }: WritingRequest) {
    const sources = sourcesOf(answer, catalogue).map(readSource);
    this.#answer = answer;
    this.#sources = new Map(sources.map((one) => [one.source.number, one]));
    const asked = fold([...history, answer.question].join('\n'));
    this.#question = wordPairs(asked, { start: 0, end: asked.length });
    this.#numbering = new Numbering(answer, this.#sources);
  }

  get sources() {
    return [...this.#sources.values()].map(({ source }) => source);
  }

  restart(): void {
    this.#kept = [];
    this.#dropped = [];
    this.#lastDropped = false;
    this.#numbering = new Numbering(this.#answer, this.#sources);
  }

  #fault({ text, markers }: MarkedSentence): DroppedSentence | null {
    if (markers.length === 0) return { reason: 'no_marker', found: text };
    const unknown = markers.find((number) => !this.#sources.has(number));
    if (unknown !== undefined) return { reason: 'unknown_marker', found: `[${unknown}]` };
    if (this.#lastDropped && GOES_ON.test(text)) return { reason: 'follows_dropped', found: text };
    const cited = markers.flatMap((number) => this.#sources.get(number) ?? []);
    return checkSentence(text, cited, this.#question);
  }

  /** The sentence as it is shown, or null where it is left out. */
  check(sentence: MarkedSentence): string | null {
    if (sentence.text.startsWith(DECLINED)) throw new WritingFailure('declined', sentence.text);
    const fault = this.#fault(sentence);
    this.#lastDropped = fault !== null;
    if (fault !== null) {
      this.#dropped.push({ ...fault, found: fault.found.slice(0, 200) });
      return null;
    }
    const shown = sentence.marked((numbers) =>
      numbers.map((one) => `[${this.#numbering.indexOf(one)}]`).join(''),
    );
    const text = /[。！？!?]$/u.test(shown) ? shown : `${shown}\n`;
    const cites = sentence.markers.some((one) => this.#sources.get(one)?.source.related === false);
    this.#kept.push({ text, plain: sentence.text, cites });
    return text;
  }

  /**
   * What is left where it still answers: it cites what the extractive answer does, has one of that answer's figures
   * where there are any, and is more than what was left out.
   */
  result(): WrittenAnswer {
    const [first] = this.#dropped;
    if (this.#kept.length === 0 && first === undefined) throw new WritingFailure('empty', '模型什么也没有写');
    if (this.#kept.length <= this.#dropped.length && first !== undefined) {
      throw new WritingFailure(first.reason, first.found);
    }
    const { figures } = readText(this.#answer.answer);
    const said = readText(this.#kept.map(({ plain }) => plain).join('\n')).figures;
    const answers =
      this.#kept.some(({ cites }) => cites) &&
      (figures.length === 0 || figures.some((known) => said.some((one) => figureHolds(known, one))));
    if (!answers) {
      throw new WritingFailure(first?.reason ?? 'misses_answer', first?.found ?? '没有说到引用的内容');
    }
    return {
      answer: this.#kept
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
      dropped: this.#dropped,
      ...this.#numbering.result,
    };
  }
}

/**
 * Has the model write from the evidence of an extractive answer, and yields each sentence as soon as it has been checked
 * against the clauses that it cites; returns the whole. Throws a {@link WritingFailure} where the extractive answer is to
 * be given instead, also after sentences: what was shown is true, yet does not answer.
 */
export async function* writeSentences(request: WritingRequest): AsyncGenerator<WrittenPiece, WrittenAnswer> {
  const { answer, history = [], model, signal } = request;
  const checker = new Checker(request);
  const thinking = new ThinkingFilter();
  let splitter = new SentenceSplitter();
  let length = 0;
  const pass = function* (sentences: readonly MarkedSentence[]): Generator<WrittenPiece> {
    for (const sentence of sentences) {
      const text = checker.check(sentence);
      if (text !== null) yield { kind: 'sentence', text };
    }
  };
  for await (const piece of model.write(promptFor(answer.question, history, checker.sources), signal)) {
    const { text, restart } = thinking.push(piece);
    if (restart) {
      checker.restart();
      splitter = new SentenceSplitter();
      length = 0;
      yield { kind: 'restart' };
    }
    length += text.length;
    if (length > MAX_LENGTH) throw new WritingFailure('too_long', `超过 ${MAX_LENGTH} 字`);
    yield* pass(splitter.push(text));
  }
  yield* pass([...splitter.push(thinking.end()), ...splitter.end()]);
  return checker.result();
}

/** {@link writeSentences} all at once. */
export async function writeAnswer(request: WritingRequest): Promise<WrittenAnswer> {
  const pieces = writeSentences(request);
  for (;;) {
    const { done, value } = await pieces.next();
    if (done === true) return value;
  }
}
