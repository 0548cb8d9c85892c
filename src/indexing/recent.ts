/** A map of at most `capacity` values that forgets what was not asked for longest. */
export class Recent<T> {
  readonly #values = new Map<string, T>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(id: string, make: () => T): T {
    const known = this.#values.get(id);
    if (known !== undefined) {
      this.#values.delete(id);
      this.#values.set(id, known);
      return known;
    }
    const value = make();
    this.#values.set(id, value);
    const oldest = this.#values.keys().next();
    if (this.#values.size > this.#capacity && oldest.done !== true) this.#values.delete(oldest.value);
    return value;
  }
}
