import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { GRAPH_PARAMETERS, isWholeGraph } from './neighbour-graph.ts';

/** Rows on their way to the worker before `add` makes its caller wait: 64 MB at 256 dimensions. */
const MAX_ROWS_AHEAD = 1 << 16;

const Reply = z.union([z.strictObject({ added: z.number() }), z.strictObject({ written: z.literal(true) })]);

/**
 * A neighbour graph built in a worker thread: inserting is half of the work of an ingest, and has nothing to wait
 * for. Any failure of the worker rejects the next call.
 */
export class GraphBuilder {
  readonly #worker: Worker;
  readonly #dimensions: number;
  #rowsAhead = 0;
  #written = false;
  #failure: Error | undefined;
  #wake: (() => void) | undefined;

  /** `capacity`: how many rows will come at most. */
  constructor(
    dimensions: number,
    capacity: number,
    workerUrl = new URL('./graph-worker.mjs', import.meta.url),
  ) {
    this.#dimensions = dimensions;
    this.#worker = new Worker(workerUrl, {
      // The worker is plain JavaScript: the main thread's loaders (tsx, vitest) would only slow its start.
      execArgv: [],
      workerData: { dimensions, capacity, ...GRAPH_PARAMETERS },
    });
    this.#worker.on('message', (message: unknown) => {
      const reply = Reply.parse(message);
      if ('added' in reply) this.#rowsAhead -= reply.added;
      else this.#written = true;
      this.#notify();
    });
    this.#worker.on('error', (cause) => {
      this.#fail(cause instanceof Error ? cause : new Error(String(cause)));
    });
    this.#worker.on('exit', (code) => {
      if (!this.#written) this.#fail(new Error(`graph worker ended early with exit code ${code}`));
    });
  }

  /** Adds rows under the labels `first`, `first + 1`, … The rows' buffer is handed over, not copied. */
  async add(rows: Float32Array<ArrayBuffer>, first: number): Promise<void> {
    if (rows.length === 0) return;
    await this.#until(() => this.#rowsAhead < MAX_ROWS_AHEAD);
    this.#rowsAhead += rows.length / this.#dimensions;
    this.#worker.postMessage({ rows, first }, [rows.buffer]);
  }

  /** Waits for the rows still on their way, writes the graph to `path` and ends the worker. */
  async write(path: string): Promise<void> {
    this.#worker.postMessage({ path });
    await this.#until(() => this.#written);
    if (!isWholeGraph(path))
      throw new Error(`graph worker could not write ${path} in full: is the disk full?`);
  }

  /** Ends the worker without a result. Harmless after `write`. */
  async abandon(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(failure: Error): void {
    this.#failure ??= new Error(`graph worker failed: ${failure.message}`, { cause: failure });
    this.#notify();
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }

  async #until(done: () => boolean): Promise<void> {
    while (!done()) {
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#failure !== undefined) throw this.#failure;
  }
}
