import { createHash } from 'node:crypto';
import type { AskContext } from '../service/service.ts';

/**
 * The id under which a channel's conversation is kept: of channel, access key and the client's own name for it, so that
 * nobody goes on with the conversation of another, however long the name and whatever is in it.
 */
export function conversationKey({ channel, key }: AskContext, name: string): string {
  const digest = createHash('sha256').update(JSON.stringify([channel, key?.id ?? null, name]));
  return `${channel}-${digest.digest('base64url')}`;
}
