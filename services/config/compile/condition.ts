import type { Condition } from '#workflows/definition/compiled-process.ts';
import { closedConditions, type ConditionFile } from '#workflows/definition/schema/process-condition.ts';

import { camelCase } from './origins.ts';

type FieldValue = string | number | boolean;

/** Closed conditions under their compiled names; every other key asks after a field of the action. */
export function compileCondition(written: ConditionFile | undefined): Condition {
  const condition: Record<string, unknown> = {};
  const fields: NonNullable<Condition['fields']> = {};
  for (const [key, value] of Object.entries(written ?? {})) {
    if (value === undefined) continue;
    if (Object.hasOwn(closedConditions, key)) condition[camelCase(key)] = value;
    else fields[key] = fieldCondition(value as FieldValue[]);
  }
  if (Object.keys(fields).length > 0) condition.fields = fields;
  return condition;
}

function fieldCondition(values: FieldValue[]): FieldValue[] | { given: boolean } {
  if (values.length === 1 && values[0] === 'given') return { given: true };
  if (values.length === 1 && values[0] === 'not_given') return { given: false };
  return values;
}
