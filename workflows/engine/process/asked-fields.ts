/** Which of an action's fields are asked for: by how the case stands, and by what other fields of it say. */
import type { Action, Condition, Field } from '../../definition/compiled-process.ts';
import type { OfferedField } from './case-state.ts';
import { holds, type Scope } from './conditions.ts';

/** As the case stands; what still depends on another field says on which. */
export function offeredFields(scope: Scope, action: Action): OfferedField[] {
  return Object.entries(action.fields).flatMap(([name, { when, ...field }]) =>
    isAskedFor(scope, { when: { ...when, fields: {} } })
      ? [{ name, ...field, ...(when?.fields === undefined ? {} : { when: when.fields }) }]
      : [],
  );
}

export function isAskedFor(scope: Scope, { when }: Pick<Field, 'when'>): boolean {
  return when === undefined || holds(scope, when);
}

/** What was said, and what counts where nothing was; a field may depend on one that stands before it. */
export function withDefaults(scope: Scope, action: Action): Record<string, unknown> {
  const fields = { ...scope.fields };
  for (const [name, field] of Object.entries(action.fields)) {
    const isSilent = fields[name] === undefined || fields[name] === null;
    if (isSilent && field.default !== undefined && isAskedFor({ ...scope, fields }, field))
      fields[name] = field.default;
  }
  return fields;
}

/** The other fields that a field waits for, as people write them: `reached: true`. */
export function whenText({ fields = {} }: Condition): string {
  return Object.entries(fields)
    .map(([name, want]) => `${name}: ${Array.isArray(want) ? want.join(' | ') : want.given ? 'given' : 'not given'}`)
    .join(', ');
}
