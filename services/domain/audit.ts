import type { Context } from './context.ts';
import { tenantOf, type TenantDb } from './database.ts';

export interface AuditEntry {
  /** As the permission is named: `case.reveal`. */
  action: string;
  /** What it was done to: `case/0199…`. */
  target: string | null;
  /** Never a name, phone or address: the audit log outlives the data it speaks of. */
  data?: Record<string, unknown>;
  /** In which role, where the caller holds several; else the first post. */
  role?: string;
}

/** Belongs into the transaction that it describes: if the entry fails, so does the change. */
export async function writeAudit(
  tx: TenantDb,
  by: Pick<Context, 'actor' | 'requestId'>,
  entry: AuditEntry,
): Promise<void> {
  await tx
    .insertInto('audit_entry')
    .values({
      tenant_id: tenantOf(tx),
      actor_id: by.actor.id,
      actor_role: entry.role ?? by.actor.posts[0]?.role ?? by.actor.kind,
      action: entry.action,
      target: entry.target,
      data: JSON.stringify(entry.data ?? {}),
      request_id: by.requestId,
    })
    .execute();
}
