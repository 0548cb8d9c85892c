import { useEffect, useState } from 'preact/hooks';
import { z } from 'zod';

/** Of `GET /v1/session`, what the pages go by. */
const SessionState = z.object({
  key: z.object({ name: z.string(), role: z.enum(['ask', 'index', 'admin']) }).nullable(),
});
export type SessionKey = NonNullable<z.infer<typeof SessionState>['key']>;

/** Whose requests these are; null where it is not known, as before a key has been given. */
export async function readSession(): Promise<SessionKey | null> {
  try {
    const parsed = SessionState.safeParse(await (await fetch('/v1/session')).json());
    return parsed.success ? parsed.data.key : null;
  } catch {
    return null;
  }
}

/** The key of this session, once it is known. */
export function useSession(): SessionKey | null {
  const [key, setKey] = useState<SessionKey | null>(null);
  useEffect(() => {
    void readSession().then(setKey);
  }, []);
  return key;
}
