import type { z } from 'zod';
import type { InputFault } from '#services/domain/problem.ts';
import { knownFields, leastReadFromText } from './known-fields.ts';
import { pointerOf, valueAt } from './pointer.ts';
import { unstorable } from './unstorable.ts';
import { unknownField, wholeNumberFrom, wordsOf } from './words.ts';

/** Everything that is wrong with an input, each fault once, in the order of the fields. */
export function inputFaults(
  schema: z.core.$ZodType,
  issues: readonly z.core.$ZodIssue[],
  input: unknown,
): InputFault[] {
  const unfit = unstorable(input);
  const unfitAt = new Set(unfit.map(({ pointer }) => pointer));
  const worded = issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [faultOf(schema, issue, input)];
    const known = knownFields(schema, issue.path);
    return issue.keys.map((key) => ({ pointer: pointerOf([...issue.path, key]), detail: unknownField(key, known) }));
  });
  return [...unfit, ...worded.filter(({ pointer }) => !unfitAt.has(pointer))];
}

function faultOf(schema: z.core.$ZodType, issue: z.core.$ZodIssue, input: unknown): InputFault {
  const [pointer, value] = [pointerOf(issue.path), valueAt(input, issue.path)];
  const least = leastReadFromText(schema, issue.path);
  const isNoNumber = issue.code === 'invalid_type' && typeof value === 'string' && least !== undefined;
  return { pointer, detail: isNoNumber ? wholeNumberFrom(least) : wordsOf(issue, value) };
}
