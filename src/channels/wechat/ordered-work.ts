/** How much may wait: each piece of work is a question and its answer, a few kB. */
const MOST_PENDING = 1000;
const MOST_PENDING_OF_ONE = 5;

/** Work that goes on after its request was answered: of one owner one after the other, of different owners side by side. */
export class OrderedWork {
  readonly #last = new Map<string, Readonly<{ done: Promise<void>; pending: number }>>();
  #pending = 0;

  /** False, and nothing is done, where too much waits already. `work` must not reject. */
  add(owner: string, work: () => Promise<void>): boolean {
    const before = this.#last.get(owner);
    const pending = (before?.pending ?? 0) + 1;
    if (this.#pending >= MOST_PENDING || pending > MOST_PENDING_OF_ONE) return false;
    this.#pending += 1;
    const done = (before?.done ?? Promise.resolve()).then(work).finally(() => this.#finished(owner));
    this.#last.set(owner, { done, pending });
    return true;
  }

  #finished(owner: string): void {
    this.#pending -= 1;
    const last = this.#last.get(owner);
    if (last === undefined || last.pending === 1) this.#last.delete(owner);
    else this.#last.set(owner, { ...last, pending: last.pending - 1 });
  }
}
