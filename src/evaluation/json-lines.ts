import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/**
 * The rows of a JSON Lines file; blank lines are passed over. Throws a plain Error that names the line for one that is
 * no JSON or of another form.
 */
export function readJsonLines<T>(path: string, schema: z.ZodType<T>): T[] {
  const rows: T[] = [];
  for (const [index, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    let content: unknown;
    try {
      content = JSON.parse(line);
    } catch (cause) {
      throw new Error(`${path}:${index + 1}: no JSON`, { cause });
    }
    const row = schema.safeParse(content);
    if (!row.success) throw new Error(`${path}:${index + 1}: ${row.error.message}`);
    rows.push(row.data);
  }
  return rows;
}
