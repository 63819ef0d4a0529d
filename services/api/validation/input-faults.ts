import type { z } from 'zod';
import { mostFaults, type InputFault } from '#services/domain/problem.ts';
import { knownFields } from './known-fields.ts';
import { pointerOf, valueAt } from './pointer.ts';
import { unstorable } from './unstorable.ts';
import { unknownField, wordsOf } from './words.ts';

/** Everything that is wrong with an input, each fault once, in the order of the fields; only as many are worded as are told. */
export function inputFaults(
  schema: z.core.$ZodType,
  issues: readonly z.core.$ZodIssue[],
  input: unknown,
): { told: InputFault[]; more: number } {
  const unfit = unstorable(input);
  const unfitAt = new Set(unfit.map(({ pointer }) => pointer));
  const found = issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys')
      return [{ pointer: pointerOf(issue.path), words: () => wordsOf(issue, valueAt(input, issue.path)) }];
    const known = knownFields(schema, issue.path);
    return issue.keys.map((key) => ({
      pointer: pointerOf([...issue.path, key]),
      words: () => unknownField(key, known),
    }));
  });
  const worded = found.filter(({ pointer }) => !unfitAt.has(pointer));
  const told = worded.slice(0, mostFaults).map(({ pointer, words }) => ({ pointer, detail: words() }));
  return { told: [...unfit, ...told], more: worded.length - told.length };
}
