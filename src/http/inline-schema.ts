import { z } from 'zod';

/**
 * JSON content with its schema written out, for routes whose shapes belong to a protocol and not to this API.
 * `io`: whether requests or responses have it.
 */
export function inlineJson(
  schema: z.ZodType,
  io: 'input' | 'output',
  example?: Readonly<Record<string, unknown>>,
) {
  const { $schema: _schema, ...body } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  const written = { schema: JSON.parse(JSON.stringify(body)) };
  return { 'application/json': example === undefined ? written : { ...written, example } };
}
