import type { ScoredPassage } from './schema.ts';

/**
 * Keeps the `k` best of the passages offered: higher scores first, ties by passage number. A binary heap with the
 * worst kept passage on top, so an offer that is too low costs one comparison.
 */
export class TopK {
  readonly #scores: Float64Array;
  readonly #passages: Uint32Array;
  readonly #k: number;
  #size = 0;

  constructor(k: number) {
    this.#k = Math.max(0, Math.floor(k));
    this.#scores = new Float64Array(this.#k);
    this.#passages = new Uint32Array(this.#k);
  }

  get capacity(): number {
    return this.#k;
  }

  get full(): boolean {
    return this.#size === this.#k;
  }

  /** The score below which nothing is taken any more; −∞ until `k` passages are kept. */
  get threshold(): number {
    if (this.#k === 0) return Number.POSITIVE_INFINITY;
    return this.full ? (this.#scores[0] ?? 0) : Number.NEGATIVE_INFINITY;
  }

  offer(passage: number, score: number): void {
    if (this.#size < this.#k) {
      this.#scores[this.#size] = score;
      this.#passages[this.#size] = passage;
      this.#size += 1;
      this.#rise(this.#size - 1);
    } else if (this.#k > 0 && this.#worse(0, passage, score)) {
      this.#scores[0] = score;
      this.#passages[0] = passage;
      this.#sink();
    }
  }

  /** The kept passages, best first. */
  ranked(): ScoredPassage[] {
    const ranked: ScoredPassage[] = [];
    for (let slot = 0; slot < this.#size; slot += 1) {
      ranked.push({ passage: this.#passages[slot] ?? 0, score: this.#scores[slot] ?? 0 });
    }
    return ranked.sort((a, b) => b.score - a.score || a.passage - b.passage);
  }

  /** Whether the passage in `slot` ranks behind the one given. */
  #worse(slot: number, passage: number, score: number): boolean {
    const own = this.#scores[slot] ?? 0;
    return own < score || (own === score && (this.#passages[slot] ?? 0) > passage);
  }

  #swap(a: number, b: number): void {
    const score = this.#scores[a] ?? 0;
    const passage = this.#passages[a] ?? 0;
    this.#scores[a] = this.#scores[b] ?? 0;
    this.#passages[a] = this.#passages[b] ?? 0;
    this.#scores[b] = score;
    this.#passages[b] = passage;
  }

  #rise(from: number): void {
    let slot = from;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      if (!this.#worse(slot, this.#passages[parent] ?? 0, this.#scores[parent] ?? 0)) return;
      this.#swap(slot, parent);
      slot = parent;
    }
  }

  #sink(): void {
    let slot = 0;
    for (;;) {
      let worst = slot;
      for (const child of [2 * slot + 1, 2 * slot + 2]) {
        if (child < this.#size && this.#worse(child, this.#passages[worst] ?? 0, this.#scores[worst] ?? 0))
          worst = child;
      }
      if (worst === slot) return;
      this.#swap(slot, worst);
      slot = worst;
    }
  }
}
