import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import type { Pool } from 'pg';
import type { FairGate } from '#services/platform/fair-gate.ts';
import { poolLimits } from '#services/platform/postgres.ts';
import type { AttachmentTable, CaseAttachmentTable } from './attachments/attachment.table.ts';
import type { AuditEntryTable } from './audit.table.ts';
import type { CaseEventTable, CaseNoticeTable, CaseWorkTable, OutboxTable } from './cases/case-event.table.ts';
import type {
  CaseDeadlineTable,
  CaseEvaluationTable,
  CaseRequestTable,
  CaseRungTable,
  CaseTrackTable,
} from './cases/case-parts.table.ts';
import type { CasePersonKeyTable, CaseSearchTable } from './cases/case-search.table.ts';
import type { CaseFollowerTable, CaseHintTable } from './cases/case-follower.table.ts';
import type { CaseNumberTable, CaseTable } from './cases/case.table.ts';
import { createConnectionTurns } from './connection-turns.ts';
import type { IdempotencyKeyTable } from './idempotency.table.ts';
import type { PersonTable, PostTable } from './people/person.table.ts';
import type {
  ConfigPublicationTable,
  ConfigVersionTable,
  RolloutTable,
  TenantKeyTable,
  TenantTable,
} from './tenants/tenant.table.ts';

export interface Database {
  tenant: TenantTable;
  tenant_key: TenantKeyTable;
  config_version: ConfigVersionTable;
  config_publication: ConfigPublicationTable;
  rollout: RolloutTable;
  person: PersonTable;
  post: PostTable;
  case: CaseTable;
  case_number: CaseNumberTable;
  case_track: CaseTrackTable;
  case_deadline: CaseDeadlineTable;
  case_rung: CaseRungTable;
  case_request: CaseRequestTable;
  case_evaluation: CaseEvaluationTable;
  case_follower: CaseFollowerTable;
  case_hint: CaseHintTable;
  case_event: CaseEventTable;
  case_notice: CaseNoticeTable;
  case_work: CaseWorkTable;
  case_search: CaseSearchTable;
  case_person_key: CasePersonKeyTable;
  outbox: OutboxTable;
  audit_entry: AuditEntryTable;
  idempotency_key: IdempotencyKeyTable;
  attachment: AttachmentTable;
  case_attachment: CaseAttachmentTable;
}

export type Db = Kysely<Database>;

declare const ofTenant: unique symbol;

/** A transaction that sees one tenant. Only withTenant gives it out, so forgetting the tenant does not compile. */
export type TenantDb = Transaction<Database> & { readonly [ofTenant]: true };

/** The turns take the place of the pool's own queue, so they wait as long as it would. */
export function createDatabase(pool: Pool): Db {
  const db: Db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  turns.set(db, createConnectionTurns(pool.options.max, pool.options.connectionTimeoutMillis ?? poolLimits.connectMs));
  return db;
}

const turns = new WeakMap<Db, FairGate>();
const tenants = new WeakMap<Transaction<Database>, string>();

/** Isolation is the database's: with `app.tenant_id` set for this transaction, row-level security shows this tenant's rows alone. */
export function withTenant<T>(db: Db, tenantId: string, work: (tx: TenantDb) => Promise<T>): Promise<T> {
  const gate = turns.get(db);
  if (!gate) throw new TypeError('a Db comes from createDatabase');
  return gate.run(tenantId, () => transact(db, tenantId, work));
}

async function transact<T>(db: Db, tenantId: string, work: (tx: TenantDb) => Promise<T>): Promise<T> {
  let failure: unknown;
  try {
    return await db.transaction().execute(async (tx) => {
      try {
        await sql`select set_config('app.tenant_id', ${tenantId}, true)`.execute(tx);
        tenants.set(tx, tenantId);
        return await work(tx as TenantDb);
      } catch (error) {
        failure = error;
        throw error;
      }
    });
  } catch (error) {
    // On a broken connection the rollback fails as well, and would hide why there was one.
    throw failure ?? error;
  }
}

/** The tenant that a transaction was opened for: fills `tenant_id` in inserts and keys caches. */
export function tenantOf(tx: TenantDb): string {
  const tenant = tenants.get(tx);
  if (tenant === undefined) throw new TypeError('a TenantDb comes from withTenant');
  return tenant;
}
