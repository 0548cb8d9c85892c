const OPENING = '<think>';
const CLOSING = '</think>';

/** What thinking filters out of a piece: `restart` where all before it turns out to have been thinking. */
export type Visible = Readonly<{ text: string; restart: boolean }>;

/** Length of the longest end of `text` that `tag` may begin with. */
function partialTag(text: string, tag: string): number {
  for (let length = Math.min(text.length, tag.length - 1); length > 0; length -= 1) {
    if (tag.startsWith(text.slice(-length))) return length;
  }
  return 0;
}

/**
 * Takes `<think>…</think>` out of what a model writes (Qwen, DeepSeek and others where the server leaves it in), piece by
 * piece. Some templates write the opening tag into the prompt, so that only the closing one comes: then all before it
 * was thinking. One that is never closed leaves nothing.
 */
export class ThinkingFilter {
  #held = '';
  #thinking = false;

  push(piece: string): Visible {
    let rest = this.#held + piece;
    let text = '';
    let restart = false;
    this.#held = '';
    while (rest !== '') {
      const closing = rest.indexOf(CLOSING);
      const opening = this.#thinking ? -1 : rest.indexOf(OPENING);
      if (closing >= 0 && (opening < 0 || closing < opening)) {
        if (!this.#thinking) {
          restart = true;
          text = '';
        }
        this.#thinking = false;
        rest = rest.slice(closing + CLOSING.length);
        continue;
      }
      if (opening >= 0) {
        text += rest.slice(0, opening);
        this.#thinking = true;
        rest = rest.slice(opening + OPENING.length);
        continue;
      }
      const held = Math.max(partialTag(rest, CLOSING), this.#thinking ? 0 : partialTag(rest, OPENING));
      this.#held = rest.slice(rest.length - held);
      if (!this.#thinking) text += rest.slice(0, rest.length - held);
      rest = '';
    }
    return { text, restart };
  }

  /** What was held back as the possible beginning of a tag. */
  end(): string {
    const held = this.#thinking ? '' : this.#held;
    this.#held = '';
    return held;
  }
}
