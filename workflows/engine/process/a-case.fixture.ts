/** A case in a county whose YAML is the repository's own, driven by instants that each test states. */
import { compileTenantsDir } from '#services/config/testing.ts';
import { decide, openCase, settle } from '../index.ts';
import { instantOf } from '../worktime/index.ts';
import type { Act, CaseState, EventDraft, Report, Rules, Standing } from './case-state.ts';

const compiled = await compileTenantsDir();

export function rulesOf(tenant = 'huinan'): Rules {
  const config = compiled.get(tenant)?.config;
  if (!config) throw new Error(`no tenant ${tenant}`);
  return { config, calendar: config.calendar, org: config.org };
}

/** `2026-03-10 10:00` in the county's zone. */
export function at(text: string, rules = rulesOf()): number {
  const [date = '', time = ''] = text.split(' ');
  return instantOf(rules.calendar, date, time);
}

export const requester: Standing = { relations: ['requester', 'anyone'], units: [] };
export const centre: Standing = { relations: ['centre', 'anyone'], units: [] };
export const unit = (code: string): Standing => ({ relations: ['anyone'], units: [code] });

export function aReport(change: Partial<Report> = {}): Report {
  return {
    process: 'whistle',
    kind: 'daily',
    configVersion: 1,
    item: 'E03',
    variant: null,
    location: { unit: 'dongfeng-xinggong' },
    channel: 'grid_app',
    reporter: { type: 'grid_worker', secret: false },
    actor: { id: 'p', role: 'grid_worker', unit: null },
    standing: requester,
    data: {},
    flags: [],
    ...change,
  };
}

/** Drives one case: every call settles first, as the records do. */
export class ACase {
  readonly rules: Rules;
  state: CaseState;
  events: EventDraft[] = [];

  constructor(when: string, change: Partial<Report> = {}, rules = rulesOf()) {
    this.rules = rules;
    const decision = openCase(rules, aReport(change), at(when, rules));
    if (!decision.ok) throw new Error(JSON.stringify(decision));
    this.state = decision.state;
    this.events.push(...decision.events);
  }

  wait(until: string): this {
    const settled = settle(this.rules, this.state, at(until, this.rules));
    this.state = settled.state;
    this.events.push(...settled.events);
    return this;
  }

  try(when: string, standing: Standing, action: string, fields: Record<string, unknown> = {}, rest: Partial<Act> = {}) {
    this.wait(when);
    const actor = { id: 'p', role: 'someone', unit: standing.units[0] ?? null };
    return decide(this.rules, this.state, { action, fields, actor, standing, ...rest }, at(when, this.rules));
  }

  act(
    when: string,
    standing: Standing,
    action: string,
    fields: Record<string, unknown> = {},
    rest: Partial<Act> = {},
  ): this {
    const decision = this.try(when, standing, action, fields, rest);
    if (!decision.ok) throw new Error(`${action}: ${JSON.stringify(decision)}`);
    this.state = decision.state;
    this.events.push(...decision.events);
    return this;
  }

  types(): string[] {
    return this.events.map((event) => event.type);
  }

  clock(name: string, unitCode?: string) {
    return this.state.deadlines.findLast((d) => d.name === name && (unitCode === undefined || d.unit === unitCode));
  }
}
