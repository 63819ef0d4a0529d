import { formatInstant } from '#workflows/engine/worktime/instant.ts';
import { canonicalJson, earlierJson, sha256 } from '../canonical-json.ts';

/** How new events are written and hashed; each keeps the form that it was written in (docs/decisions). */
export const eventForm = 2;

/** The part of an event that leaves the house, so anybody who holds an export can verify the chain. */
export interface HashedEvent {
  caseId: string;
  seq: number;
  /** Epoch milliseconds. */
  at: number;
  dueAt: number | null;
  type: string;
  step: string;
  action: string | null;
  actor: { role: string; unit: string | null };
  data: Record<string, unknown>;
  /** 1: keys of digits before all others, and not named in the hash. 2: RFC 8785. */
  form: number;
}

/**
 * Hex SHA-256 of the event's canonical JSON with the hash of the event before it; null for the first. Instants are hashed
 * as the API writes them, `2026-11-23T01:00:00Z` with a fraction only when it is not zero.
 */
export function hashEvent(event: HashedEvent, previousHash: string | null): string {
  const { caseId, seq, at, dueAt, type, step, action, actor, data, form } = event;
  const content = {
    caseId,
    seq,
    at: formatInstant(at),
    dueAt: dueAt === null ? null : formatInstant(dueAt),
    type,
    step,
    action,
    actor: { role: actor.role, unit: actor.unit },
    data,
    previousHash,
  };
  return sha256(form === 1 ? earlierJson(content) : canonicalJson({ ...content, form }));
}
