import { formatInstant } from '#workflows/engine/worktime/instant.ts';
import type { Context } from '../context.ts';
import { faultsOut, isSound } from './faults.ts';
import type { ConfigVersion } from './schema.ts';
import type { VersionHead } from './version.repository.ts';

/** A version as its tenant's people read it; `active` is the number of the one in force. */
export function toConfigVersion(head: VersionHead, active: number | null, { tenant, locale }: Context): ConfigVersion {
  return {
    version: head.version,
    hash: head.hash,
    note: head.note,
    createdBy: head.created_by,
    createdAt: formatInstant(head.created_at.getTime()),
    parents: head.parents,
    candidateOf: head.candidate_of,
    publishedFrom: head.published_from && formatInstant(head.published_from.getTime()),
    publishedAt: head.published_at && formatInstant(head.published_at.getTime()),
    active: head.version === active,
    ok: isSound(head.faults),
    ...faultsOut(head.faults, tenant, locale),
  };
}
