import { z } from 'zod';
import { JsonSchema } from './schema-sketch.ts';

/** Of an OpenAPI 3.1 document, what the page shows. */

const Content = z.record(
  z.string(),
  z.looseObject({ schema: JsonSchema.optional(), example: z.unknown().optional() }),
);
const Parameter = z.looseObject({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  description: z.string().optional(),
});
export type Parameter = z.infer<typeof Parameter>;

export const Operation = z.looseObject({
  summary: z.string().optional(),
  description: z.string().optional(),
  tags: z.array(z.string()).default([]),
  parameters: z.array(Parameter).default([]),
  requestBody: z.looseObject({ content: Content }).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ description: z.string().optional(), content: Content.optional() }),
  ),
});
export type Operation = z.infer<typeof Operation>;

export const OpenApi = z.looseObject({
  info: z.looseObject({ description: z.string().default('') }),
  tags: z.array(z.looseObject({ name: z.string(), description: z.string().default('') })).default([]),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({ schemas: z.record(z.string(), JsonSchema).default({}) }),
});
export type OpenApi = z.infer<typeof OpenApi>;
