import type { Process } from '#workflows/definition/compiled-process.ts';
import { entryOf } from '#workflows/engine/index.ts';
import { Problem, type InputFault, type Text } from '../problem.ts';
import type { StoredCase } from './stored-case.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const pointer = '/fields/into';

/** The other case that an act may name, for the lock and for reading it. */
export function intoOf(fields: Record<string, unknown>): string | null {
  const { into } = fields;
  return typeof into === 'string' && uuid.test(into) ? into.toLowerCase() : null;
}

export function isMerge(process: Process, action: string): boolean {
  return entryOf(process.actions, action)?.do.some(({ effect }) => effect === 'merge') ?? false;
}

/** What can never be: no case, the case itself, a case of other work. */
export function mergeFaults(child: StoredCase, parent: StoredCase | null, into: unknown): InputFault[] {
  if (typeof into !== 'string') return [];
  if (parent?.caseId === child.caseId) return [fault('itself')];
  if (parent === null) return [fault('unknown')];
  return parent.state.process === child.state.process ? [] : [fault('otherProcess')];
}

/** What was possible a moment ago: the other case has ended, or was itself merged. */
export function requireOpenParent({ state, facts }: StoredCase): void {
  if (state.closedAt === null) return;
  const merged = state.parent;
  throw new Problem(
    'case/not-mergeable',
    merged
      ? {
          en: `${facts.number} is itself merged into ${merged.number}. Merge into that one.`,
          zh: `${facts.number} 已并入 ${merged.number}，请并入该件。`,
        }
      : {
          en: `${facts.number} is closed, so nothing can be merged into it. Reopen it first, or choose an open case.`,
          zh: `${facts.number} 已办结，不能再并入。请先重新办理，或另选一件未办结的。`,
        },
    { mergedInto: state.mergedInto },
  );
}

const words = {
  itself: { en: 'A case cannot be merged into itself.', zh: '不能并入自己。' },
  unknown: {
    en: 'There is no case with this id, or it is not for you to see. Give the id of an open case.',
    zh: '没有此编号的件，或您无权查看。请填写一件未办结的件的 id。',
  },
  otherProcess: {
    en: 'That case is work of another process. Merge into a case of the same process.',
    zh: '该件属于另一流程，只能并入同一流程的件。',
  },
} satisfies Record<string, Text>;

function fault(what: keyof typeof words): InputFault {
  return { pointer, detail: words[what] };
}
