import { defineQuery, defineSignal } from '@temporalio/workflow';

/** Epoch milliseconds. In a message it is a hint when to look; what is due is known to PostgreSQL alone. */
export type Instant = number;

/** What a run begins with; it keeps nothing that PostgreSQL could not tell it again. */
export interface CaseRun {
  tenant: string;
  caseId: string;
  /** Null: not before a nudge says so. */
  wakeAt: Instant | null;
}

export type NudgeReason = 'wake' | 'work' | 'ended';

/** `wake`: look at `wakeAt` (none or null: no need yet). `work` and `ended`: look now. */
export interface Nudge {
  reason: NudgeReason;
  wakeAt?: Instant | null;
}

export interface NextWake {
  wakeAt: Instant | null;
  /** Ids of the outward work that is being done. */
  running: string[];
}

export const nudgeSignal = defineSignal<[Nudge]>('nudge');
export const getNextWakeQuery = defineQuery<NextWake>('getNextWake');
