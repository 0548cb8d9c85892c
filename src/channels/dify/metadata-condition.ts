import { statusName } from '../../document/status-name.ts';
import { AppError } from '../../errors.ts';
import { documentNumberKey, lookupKey } from '../../indexing/lookup-keys.ts';
import { type DayRange, dayRange } from './day-range.ts';
import type { ComparisonOperator, Condition, MetadataCondition, MetadataField } from './schema.ts';

/** What a document states on a field of conditions; null for nothing. */
export type FactOf = (name: MetadataField) => string | null;

/** Test of one field's value; the value is never null or empty. */
type ValueTest = (value: string) => boolean;

function refuse(problem: string): never {
  throw new AppError('invalid_request', `metadata_condition 不合要求：${problem}`, {
    details: [{ field: 'metadata_condition', problem }],
  });
}

const keyOf = (name: MetadataField, text: string): string =>
  name === 'documentNumber' ? documentNumberKey(text) : lookupKey(text);

/** The forms in which a document's value is compared: normalised, and a status under its name too. */
const formsOf = (name: MetadataField, value: string): string[] =>
  (name === 'status' ? [value, statusName(value)] : [value]).map((form) => keyOf(name, form));

const valuesOf = ({ value }: Condition): (string | number)[] => [value ?? []].flat();

/** `in` takes a list, or one text with commas. */
const listOf = (condition: Condition): string[] =>
  valuesOf(condition)
    .flatMap((one) => (Array.isArray(condition.value) ? [String(one)] : String(one).split(/[,，、]/u)))
    .map((one) => one.trim())
    .filter((one) => one !== '');

type Relation = 'equal' | 'less' | 'greater' | 'atMost' | 'atLeast';

const COMPARE: Readonly<Record<Relation, (day: string, range: DayRange) => boolean>> = {
  equal: (day, { first, last }) => first <= day && day <= last,
  less: (day, { first }) => day < first,
  greater: (day, { last }) => day > last,
  atMost: (day, { last }) => day <= last,
  atLeast: (day, { first }) => day >= first,
};

function dateTest(name: MetadataField, relation: Relation, condition: Condition): ValueTest {
  if (name !== 'issuedOn') {
    refuse(
      `${name} 是文字，不能用“${condition.comparison_operator}”比较先后大小，请改用 is、contains 等，或比较 issuedOn`,
    );
  }
  const ranges = valuesOf(condition).map((value) => {
    const range = dayRange(value);
    if (range === null) refuse(`issuedOn 应与 2022-07-11 这样的日期比较，收到的是“${value}”`);
    return range;
  });
  return (day) => ranges.some((range) => COMPARE[relation](day, range));
}

function textTest(
  name: MetadataField,
  values: readonly (string | number)[],
  meets: (form: string, key: string) => boolean,
): ValueTest {
  const keys = values.map((value) => keyOf(name, String(value)));
  return (value) => formsOf(name, value).some((form) => keys.some((key) => meets(form, key)));
}

/** Equal as text, and for a date as a date: 2022年7月 is any day of that month. */
function equalTest(name: MetadataField, values: readonly (string | number)[]): ValueTest {
  const asText = textTest(name, values, (form, key) => form === key);
  if (name !== 'issuedOn') return asText;
  const ranges = values.map(dayRange).filter((range) => range !== null);
  return (day) => asText(day) || ranges.some((range) => COMPARE.equal(day, range));
}

const not =
  (test: ValueTest): ValueTest =>
  (value) =>
    !test(value);

/** Operators that what is not stated meets too: a document without a region is not of 江西省. */
const NEGATIVE: ReadonlySet<ComparisonOperator> = new Set(['not contains', 'is not', 'not in', '≠', 'empty']);

function valueTest(name: MetadataField, condition: Condition): ValueTest {
  const values = valuesOf(condition);
  const text = (meets: (form: string, key: string) => boolean) => textTest(name, values, meets);
  switch (condition.comparison_operator) {
    case 'contains':
      return text((form, key) => form.includes(key));
    case 'not contains':
      return not(text((form, key) => form.includes(key)));
    case 'start with':
      return text((form, key) => form.startsWith(key));
    case 'end with':
      return text((form, key) => form.endsWith(key));
    case 'is':
    case '=':
      return equalTest(name, values);
    case 'is not':
    case '≠':
      return not(equalTest(name, values));
    case 'in':
      return equalTest(name, listOf(condition));
    case 'not in':
      return not(equalTest(name, listOf(condition)));
    case 'empty':
      return () => false;
    case 'not empty':
      return () => true;
    case '>':
    case 'after':
      return dateTest(name, 'greater', condition);
    case '<':
    case 'before':
      return dateTest(name, 'less', condition);
    case '≥':
      return dateTest(name, 'atLeast', condition);
    case '≤':
      return dateTest(name, 'atMost', condition);
  }
}

function conditionTest(condition: Condition): (fact: FactOf) => boolean {
  const { comparison_operator: operator, value: given } = condition;
  if (operator !== 'empty' && operator !== 'not empty' && (given === undefined || given === null)) {
    refuse(`“${operator}”要有 value`);
  }
  const missing = NEGATIVE.has(operator);
  const tests = [condition.name].flat().map((name) => ({ name, test: valueTest(name, condition) }));
  return (fact) =>
    tests.some(({ name, test }) => {
      const value = fact(name);
      return value === null || value === '' ? missing : test(value);
    });
}

/**
 * A test of documents against Dify's `metadata_condition`; null where it sets none. Names are compared without blanks,
 * width and bracket forms, 文号 in their canonical form, a status by its code or its Chinese name. Throws
 * `invalid_request` for a comparison that means nothing.
 */
export function metadataTest(
  condition: MetadataCondition | null | undefined,
): ((fact: FactOf) => boolean) | null {
  const tests = (condition?.conditions ?? []).map(conditionTest);
  if (tests.length === 0) return null;
  return condition?.logical_operator === 'or'
    ? (fact) => tests.some((test) => test(fact))
    : (fact) => tests.every((test) => test(fact));
}
