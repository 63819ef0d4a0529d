import { expect } from 'vitest';
import { anApi, type TestApi } from '#services/api/testing.ts';
import { testDeps } from '#services/domain/testing.ts';
import type { CompiledConfig } from '#workflows/definition/compiled.ts';

/** Seconds in place of hours, so that a test sees deadlines pass. What a ladder adds in working days stays far away. */
const seconds: Record<string, number> = { sign: 4, contact: 6, arrive: 6, dispatch: 4, check: 6, evaluate: 4 };
const limit = { value: 8, unit: 'seconds' } as const;

function makeBrisk(config: CompiledConfig): void {
  for (const { items } of config.catalogue) for (const item of Object.values(items)) item.limit &&= limit;
  for (const { deadlines } of Object.values(config.processes))
    for (const deadline of deadlines) {
      const value = seconds[deadline.name];
      if (value !== undefined) deadline.budget = { kind: 'fixed', budget: { value, unit: 'seconds' } };
    }
}

export interface RungEvent {
  at: number;
  dueAt: number;
  rung: string;
}

/** A county in a hurry, on a database of its own, driven through the API as its people do. */
export interface BriskCounty {
  api: TestApi;
  tenant: string;
  /** The case's id. */
  report(): Promise<string>;
  act(name: string, caseId: string, action: string, fields?: Record<string, unknown>): Promise<void>;
  /** What time alone has done to a case. */
  rungs(caseId: string): Promise<RungEvent[]>;
}

/** With a gateway's address, its reminders leave the house. */
export async function aBriskCounty(databaseUrl: string, gateway?: string): Promise<BriskCounty> {
  const deps = testDeps({ databaseUrl, ...(gateway && { noticeGateways: { sms: gateway } }) });
  const change = (config: CompiledConfig) => {
    makeBrisk(config);
    if (gateway) config.tenant.noticeGateway = 'sms';
  };
  // A test looks far more often than people do.
  const plenty = { burst: 100_000, perSecond: 100_000 };
  const api = await anApi({ deps, change, api: { limits: { perTenant: plenty, perCaller: plenty } } });
  return {
    api,
    tenant: api.tenant.code,
    async report() {
      const body = {
        item: 'E03',
        description: '兴工路口多家摊贩占道经营，非机动车无法通行',
        location: { unit: 'dongfeng-xinggong' },
        channel: 'grid_app',
      };
      const answer = await (await api.as('grid-worker'))('/v1/cases', { body });
      expect(answer.body).toMatchObject({ state: 'dispatched' });
      return answer.body.id as string;
    },
    async act(name, caseId, action, fields = {}) {
      const answer = await (await api.as(name))(`/v1/cases/${caseId}/actions`, { body: { action, fields } });
      expect(answer.status).toBe(200);
    },
    async rungs(caseId) {
      const { body } = await (await api.as('centre'))(`/v1/cases/${caseId}/events?limit=200`);
      return (body.data as { at: string; dueAt?: string; data: Record<string, unknown> }[]).flatMap((event) =>
        event.data['rung'] === undefined || event.dueAt === undefined
          ? []
          : [
              {
                at: Date.parse(event.at),
                dueAt: Date.parse(event.dueAt),
                rung: `${event.data['deadline']} ${event.data['rung']}`,
              },
            ],
      );
    },
  };
}

/** Each rung at most once, in the order in which they fell due, none before its time. */
export function expectOnceAndInOrder(rungs: readonly RungEvent[]): void {
  expect(rungs.map(({ rung }) => rung)).toEqual([...new Set(rungs.map(({ rung }) => rung))]);
  expect(rungs.map(({ dueAt }) => dueAt)).toEqual(rungs.map(({ dueAt }) => dueAt).sort((a, b) => a - b));
  for (const { at, dueAt } of rungs) expect(at).toBeGreaterThanOrEqual(dueAt);
}
