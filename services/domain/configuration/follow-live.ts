import { sql } from 'kysely';
import { dateOf } from '#workflows/engine/worktime/index.ts';
import { existsOn } from '#workflows/engine/index.ts';
import { lookAtCase } from '../cases/advance-case.ts';
import { withTenant, type TenantDb } from '../database.ts';
import type { Pager } from './roll-out-page.ts';
import { orSetAside } from './set-aside.ts';

const pageSize = 100;

/**
 * Has the open cases follow the calendar and org chart in force, each in a transaction of its own, with its history saying so and its
 * workflow nudged where an instant moved earlier. A case that somebody has acted on meanwhile follows already.
 */
export const followLive: Pager = async (deps, { tenant, after, onStep }) => {
  const cases = await withTenant(deps.db, tenant, async (tx) => {
    const now = await deps.clock.now(tx);
    const { version, config } = await deps.configurations.active(tx, now);
    const today = dateOf(config.calendar, now);
    const ended = Object.values(config.org.units).flatMap((unit) => (existsOn(unit, today) ? [] : [unit.code]));
    return findBehind(tx, { version, ended, after });
  });
  for (const caseId of cases) {
    const look = { caseId, action: 'case.follow_configuration', byItsWorkflow: false };
    await orSetAside(deps, { tenant, target: `case/${caseId}`, action: look.action }, async () => {
      await withTenant(deps.db, tenant, (tx) => lookAtCase(tx, deps, look));
    });
    onStep(caseId);
  }
  return cases.length < pageSize ? null : (cases.at(-1) ?? null);
};

interface Wanted {
  version: number;
  /** Units that no longer exist. */
  ended: string[];
  after: string | null;
}

const firstId = '00000000-0000-0000-0000-000000000000';

async function findBehind(tx: TenantDb, { version, ended, after }: Wanted): Promise<string[]> {
  const { rows } = await sql<{ case_id: string }>`
    select c.case_id from "case" c
    where c.closed_at is null and c.case_id > ${after ?? firstId}::uuid
      and (coalesce(c.live_version, c.config_version) <> ${version} or exists (
        select from case_track t where t.tenant_id = c.tenant_id and t.case_id = c.case_id
          and t.ended_at is null and t.unit = any(${ended}::text[])))
    order by c.case_id limit ${pageSize}`.execute(tx);
  return rows.map((row) => row.case_id);
}
