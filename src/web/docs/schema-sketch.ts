import { z } from 'zod';

/** A JSON Schema (2020-12) as OpenAPI 3.1 documents hold it, of which this page reads a part. */
export type JsonSchema = Readonly<{
  $ref?: string | undefined;
  type?: string | readonly string[] | undefined;
  const?: unknown;
  enum?: readonly unknown[] | undefined;
  anyOf?: readonly JsonSchema[] | undefined;
  oneOf?: readonly JsonSchema[] | undefined;
  allOf?: readonly JsonSchema[] | undefined;
  items?: JsonSchema | undefined;
  properties?: Readonly<Record<string, JsonSchema>> | undefined;
  required?: readonly string[] | undefined;
  format?: string | undefined;
  maxLength?: number | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  default?: unknown;
}>;

export const JsonSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    anyOf: z.array(JsonSchema).optional(),
    oneOf: z.array(JsonSchema).optional(),
    allOf: z.array(JsonSchema).optional(),
    items: JsonSchema.optional(),
    properties: z.record(z.string(), JsonSchema).optional(),
    required: z.array(z.string()).optional(),
    format: z.string().optional(),
    maxLength: z.number().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    default: z.unknown().optional(),
  }),
);

/** A shape that one reads at a glance: {"name": "string | null"}. */
export type Sketch = string | readonly Sketch[] | Readonly<{ [name: string]: Sketch }>;

type Components = Readonly<Record<string, JsonSchema>>;

function limitsOf(schema: JsonSchema): string {
  const { format, maxLength, minimum, maximum, type } = schema;
  // Safe integers as limits say no more than that it is an integer.
  const ranged =
    type !== 'string' &&
    minimum !== undefined &&
    maximum !== undefined &&
    Math.abs(maximum) < Number.MAX_SAFE_INTEGER;
  const limits = [
    format ?? '',
    maxLength === undefined ? '' : `最长 ${maxLength}`,
    ranged ? `${minimum}–${maximum}` : '',
    schema.default === undefined ? '' : `默认 ${String(schema.default)}`,
  ].filter((limit) => limit !== '');
  return limits.length > 0 ? `（${limits.join('，')}）` : '';
}

/** `seen` are the components on the way here: one that holds itself is named the second time. */
export function sketch(schema: JsonSchema, components: Components, seen: readonly string[] = []): Sketch {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace(/^.*\//u, '');
    const target = components[name];
    return target === undefined || seen.includes(name) ? name : sketch(target, components, [...seen, name]);
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) {
    const parts = choices.map((choice) => sketch(choice, components, seen));
    if (parts.every((part) => typeof part === 'string')) return parts.join(' | ');
    return parts.find((part) => typeof part !== 'string') ?? '任意';
  }
  if (schema.items !== undefined) return [sketch(schema.items, components, seen)];
  if (schema.properties !== undefined) {
    const required = schema.required ?? [];
    return Object.fromEntries(
      Object.entries(schema.properties).map(([name, part]) => [
        required.includes(name) ? name : `${name}?`,
        sketch(part, components, seen),
      ]),
    );
  }
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.join(' | ');
  return `${type ?? '任意'}${limitsOf(schema)}`;
}

/** A sketch as it is printed. */
export const sketchInWords = (shape: Sketch): string =>
  typeof shape === 'string' ? shape : JSON.stringify(shape, null, 2);
