import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The files that train.py reads: features.f32 (rows), labels.u8 (0 wrong, 1 near, 2 right, by row), rows.i32 (first
 * row, end row and set of each question), names.json (the columns).
 */
export class TrainingOutput {
  readonly #folder: string;
  readonly #features: number;
  readonly #labels: number;
  readonly #rows: number[] = [];
  #count = 0;

  constructor(folder: string, names: readonly string[]) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#features = openSync(join(folder, 'features.f32'), 'w');
    this.#labels = openSync(join(folder, 'labels.u8'), 'w');
    writeFileSync(join(folder, 'names.json'), JSON.stringify(names));
  }

  /** One question: its candidates' rows one after the other, and their labels. */
  add(features: Float32Array, labels: Uint8Array, set: number): void {
    writeSync(this.#features, new Uint8Array(features.buffer, features.byteOffset, features.byteLength));
    writeSync(this.#labels, labels);
    this.#rows.push(this.#count, this.#count + labels.length, set);
    this.#count += labels.length;
  }

  /** Returns the number of rows. */
  close(): number {
    closeSync(this.#features);
    closeSync(this.#labels);
    writeFileSync(join(this.#folder, 'rows.i32'), Int32Array.from(this.#rows));
    return this.#count;
  }
}
