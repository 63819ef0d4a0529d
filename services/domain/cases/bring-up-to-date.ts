import { reproject, settle } from '#workflows/engine/index.ts';
import type { CaseState, EventDraft } from '#workflows/engine/process/case-state.ts';
import { describeLiveChanges } from '../configuration/live-changes.ts';
import type { Deps } from '../context.ts';
import type { TenantDb } from '../database.ts';
import { findActivePublication, type CaseRules } from '../tenants/configurations.ts';
import type { LiveRules } from './case-rules.ts';
import type { StoredCase } from './stored-case.ts';

export interface UpToDate {
  rules: CaseRules;
  state: CaseState;
  events: EventDraft[];
}

type Versions = Pick<Deps, 'configurations'>;

/**
 * A locked case as it stands at `at`: what fell due is settled, and where another calendar or org chart has come into force since its
 * clocks were last counted, it is settled to that instant by the old one, taken over, and settled on by the new one; so it makes no
 * difference whether somebody acts on it before or after the mass work of that publication has come by.
 */
export async function bringUpToDate(
  deps: Versions,
  tx: TenantDb,
  live: LiveRules,
  stored: StoredCase,
  at: number,
): Promise<UpToDate> {
  const rules = await live.of(stored.state.configVersion);
  const isBehind = stored.liveVersion !== live.version;
  const over = isBehind ? await takeOver(deps, tx, { live, rules, stored, at }) : { state: stored.state, events: [] };
  const settled = settle(rules, over.state, at);
  const followed = reproject(rules, null, settled.state, at);
  const events = [...over.events, ...settled.events, ...followed.events];
  if (followed.events.length === 0) return { rules, state: settled.state, events };
  // Handed to a successor, a case may come to rest elsewhere, with an instant that is over already.
  const last = settle(rules, followed.state, at);
  return { rules, state: last.state, events: [...events, ...last.events] };
}

interface Behind {
  live: LiveRules;
  rules: CaseRules;
  stored: StoredCase;
  at: number;
}

async function takeOver({ configurations }: Versions, tx: TenantDb, { live, rules, stored, at }: Behind) {
  const before = await configurations.get(tx, stored.liveVersion);
  const { calendar, org } = before;
  const publication = await findActivePublication(tx, at);
  const since = Math.min(at, Math.max(publication?.from ?? at, stored.state.updatedAt));
  const settled = settle({ config: rules.config, calendar, org }, stored.state, since, at);
  const because = { configVersion: live.version, ...describeLiveChanges(before, live.config) };
  const followed = reproject(rules, { calendar, org }, settled.state, since, { because, recordedAt: at });
  return { state: followed.state, events: [...settled.events, ...followed.events] };
}
