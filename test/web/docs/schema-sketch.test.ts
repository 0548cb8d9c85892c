import { expect, it } from 'vitest';
import { sketch, sketchInWords } from '../../../src/web/docs/schema-sketch.ts';

it('shows types, limits, choices and what may be left out', () => {
  const schema = {
    type: 'object',
    required: ['question', 'topK'],
    properties: {
      question: { type: 'string', maxLength: 2000 },
      topK: { type: 'integer', minimum: 1, maximum: 20, default: 5 },
      count: { type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 },
      mode: { enum: ['hybrid', 'lexical'] },
      status: { const: 'ok' },
      note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      dates: { type: 'array', items: { type: 'string', format: 'date' } },
    },
  };
  expect(sketch(schema, {})).toEqual({
    question: 'string（最长 2000）',
    topK: 'integer（1–20，默认 5）',
    'count?': 'integer',
    'mode?': 'hybrid | lexical',
    'status?': '"ok"',
    'note?': 'string | null',
    'dates?': ['string（date）'],
  });
});

it('follows references, and names a component that holds itself', () => {
  const components = {
    Clause: {
      type: 'object',
      required: ['id', 'children'],
      properties: {
        id: { type: 'string' },
        children: { type: 'array', items: { $ref: '#/components/schemas/Clause' } },
      },
    },
  };
  expect(sketch({ $ref: '#/components/schemas/Clause' }, components)).toEqual({
    id: 'string',
    children: ['Clause'],
  });
  expect(sketchInWords(sketch({ $ref: '#/components/schemas/Other' }, components))).toBe('Other');
});
