import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { tenantOf } from '../database.ts';
import {
  aTenant,
  shiftedClock,
  testDeps,
  type ShiftedClock,
  type TestTenant,
  type TestTenantOptions,
} from '../testing.ts';
import { reportCase } from './report-case.ts';
import { ReportCaseInput, SubmitActionInput } from './schema.ts';
import type { CaseSnapshot } from './snapshot.schema.ts';
import { submitAction } from './submit-action.ts';

/** For tests of cases: reports and acts as the API hands them on, and a county whose clock stands where the test wants it. */

/** A Monday morning in office hours. */
export const mondayMorning = Date.parse('2026-11-23T09:00:00+08:00');

export interface TestCounty extends TestTenant {
  clock: ShiftedClock;
}

export async function aCounty(options: Omit<TestTenantOptions, 'deps'> & { at?: number } = {}): Promise<TestCounty> {
  const { at = mondayMorning, ...given } = options;
  const clock = shiftedClock(at);
  return { ...(await aTenant({ ...given, deps: testDeps({ clock }) })), clock };
}

/** Stalls on a pavement: chengguan leads, two others assist, urgent. */
export function aReport(changes: Record<string, unknown> = {}): ReportCaseInput {
  return ReportCaseInput.parse({
    item: 'E03',
    description: '兴工路口多家摊贩占道经营，非机动车无法通行',
    location: { unit: 'dongfeng-xinggong', address: '兴工路与爱国街交叉口' },
    channel: 'grid_app',
    ...changes,
  });
}

export async function report(ctx: Context, changes: Record<string, unknown> = {}): Promise<CaseSnapshot> {
  return (await reportCase(ctx, aReport(changes))).body;
}

export async function act(
  ctx: Context,
  { id }: { id: string },
  action: string,
  fields: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
): Promise<CaseSnapshot> {
  return (await submitAction(ctx, SubmitActionInput.parse({ caseId: id, action, fields, ...more }))).body;
}

/** Every unit with an open track signs, comes and answers. */
export async function handle(county: TestTenant, opened: CaseSnapshot): Promise<CaseSnapshot> {
  let last = opened;
  for (const { unit, state } of opened.tracks) {
    const officer = await county.person(unit);
    if (state === 'dispatched') await act(officer, opened, 'sign');
    if (state !== 'arrived') await act(officer, opened, 'arrive', { people: 2 });
    last = await act(officer, opened, 'submit', { result: '已整改', photos: [await aPhoto(officer)] });
  }
  return last;
}

/** A photo that this person has uploaded, as a row: what is in the file does not matter to cases. */
export async function aPhoto(ctx: Context, type = 'image/jpeg', takenAt?: string): Promise<string> {
  const id = randomUUID();
  const row = { attachment_id: id, type, size: 1, sha256: '', storage_key: id, thumbnail_key: null };
  const taken_at = takenAt === undefined ? null : new Date(takenAt);
  await ctx.inTenant((tx) =>
    tx
      .insertInto('attachment')
      .values({ ...row, taken_at, tenant_id: tenantOf(tx), created_by: ctx.actor.id })
      .execute(),
  );
  return id;
}

/** How many rows of each kind the tenant has: what a refusal must leave as it was. */
export async function rowCounts({ inTenant }: TestTenant): Promise<Record<string, number>> {
  const tables = [
    'case',
    'case_event',
    'case_track',
    'case_deadline',
    'case_number',
    'outbox',
    'audit_entry',
    'idempotency_key',
  ];
  const counts = tables.map((table) => sql`(select count(*)::int from ${sql.table(table)}) as ${sql.ref(table)}`);
  return inTenant(async (tx) => (await sql<Record<string, number>>`select ${sql.join(counts)}`.execute(tx)).rows[0]!);
}
