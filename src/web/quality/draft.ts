import { z } from 'zod';
import { TestQuestion } from '../../service/feedback-schema.ts';

/** Test questions that were made on this page and not yet taken into a question set; kept in this browser. */

const KEY = 'zhengda:test-questions';

export function readDraft(): readonly TestQuestion[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    const parsed = z.array(TestQuestion).safeParse(stored);
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

/** Storage may be full, or forbidden by the browser's settings: then a draft lasts as long as its page. */
export function keepDraft(draft: readonly TestQuestion[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // See above.
  }
}
