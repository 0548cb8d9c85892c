import type { Knowledge } from '../answer/schema.ts';
import { AppError } from '../errors.ts';
import { currentVersion } from '../indexing/manifest.ts';

/** How often the published state is looked at: a read of one small file. */
const POLL_MS = 1000;

/** How long a snapshot stays open after a newer one took its place: requests under way still read from it. */
const GRACE_MS = 60_000;

export type LiveKnowledgeOptions = Readonly<{
  /** Opens the published state; throws where it cannot be opened. */
  open: () => Knowledge;
  indexFolder: string;
  pollMs?: number;
  graceMs?: number;
  /** A newer state has taken its place. */
  onChange?: (knowledge: Knowledge) => void;
  /** A newer state is there and cannot be opened: the older one goes on answering. */
  onFailure?: (error: AppError) => void;
}>;

/**
 * The index as it is now. A newly published state is opened beside the old one and then takes its place, so that no
 * request fails; the old one is closed when the requests that may still read it are done.
 */
export class LiveKnowledge {
  readonly #options: LiveKnowledgeOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #retired = new Map<Knowledge, NodeJS.Timeout>();
  #current: Knowledge;
  /** The version that could not be opened: it is not tried again until there is another. */
  #refused: string | null = null;

  constructor(options: LiveKnowledgeOptions) {
    this.#options = options;
    this.#current = options.open();
    this.#timer = setInterval(() => this.refresh(), options.pollMs ?? POLL_MS);
    this.#timer.unref();
  }

  /** The current snapshot: to be asked for anew with each request. */
  get current(): Knowledge {
    return this.#current;
  }

  /** Takes up what has been published since. True where there is a newer state now. */
  refresh(): boolean {
    const { indexFolder, open, onChange, onFailure, graceMs = GRACE_MS } = this.#options;
    try {
      const version = currentVersion(indexFolder);
      if (version === null || version === this.#current.statistics.version || version === this.#refused)
        return false;
      let next: Knowledge;
      try {
        next = open();
      } catch (error) {
        this.#refused = version;
        throw error;
      }
      const old = this.#current;
      this.#current = next;
      const timer = setTimeout(() => this.#retire(old), graceMs);
      timer.unref();
      this.#retired.set(old, timer);
      onChange?.(next);
      return true;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      onFailure?.(error);
      return false;
    }
  }

  close(): void {
    clearInterval(this.#timer);
    for (const [knowledge, timer] of this.#retired) {
      clearTimeout(timer);
      knowledge.close();
    }
    this.#retired.clear();
    this.#current.close();
  }

  #retire(knowledge: Knowledge): void {
    this.#retired.delete(knowledge);
    knowledge.close();
  }
}
