import { z } from 'zod';
import { Answer } from '../../answer/schema.ts';

/**
 * The answers of a conversation, kept for as long as the tab lives, so that the way back from a document leads to the
 * answers as they were and asks nothing again.
 */

/** Which turn (from 0) of which conversation an entry of the browser's history shows. */
const Place = z.object({ conversation: z.string(), turn: z.number().int().min(0) });
export type Place = Readonly<z.infer<typeof Place>>;

export function placeOf(state: unknown): Place | null {
  const parsed = Place.safeParse(state);
  return parsed.success ? parsed.data : null;
}

/** 128 random bits. `crypto.randomUUID` is missing where an office network serves plain HTTP. */
export function newConversation(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `page-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

const keyOf = (conversation: string): string => `zhengda:${conversation}`;

/** Storage may be full, or forbidden by the browser's settings: then a conversation lasts as long as its page. */
export function remember(conversation: string, answers: readonly Answer[]): void {
  try {
    sessionStorage.setItem(keyOf(conversation), JSON.stringify(answers));
  } catch {
    // See above.
  }
}

export function recall(conversation: string): readonly Answer[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(conversation)) ?? '[]');
    const parsed = z.array(Answer).safeParse(stored);
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}
