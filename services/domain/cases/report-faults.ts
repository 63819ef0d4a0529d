import type { Item } from '#workflows/definition/compiled.ts';
import { editionInForce, entryOf, openCase } from '#workflows/engine/index.ts';
import { fieldPointer } from '#workflows/engine/process/fields.ts';
import { dateOf } from '#workflows/engine/worktime/index.ts';
import type { Context } from '../context.ts';
import type { TenantDb } from '../database.ts';
import { locate, type Place } from '../places/locate.ts';
import type { InputFault } from '../problem.ts';
import type { PinnedRules } from '../tenants/configurations.ts';
import { inputFault } from './fault-words.ts';
import { namedPhotos, type CaseFiles } from './photo-faults.ts';
import { reporterParty, type ReporterParty } from './reporter-rules.ts';
import type { ReportCaseInput } from './schema.ts';
import { trialReport } from './trial-report.ts';

export interface CheckedReport {
  ok: true;
  party: ReporterParty;
  place: Place;
  /** Of the edition in force; null without one. */
  item: Item | null;
  flags: string[];
  files: CaseFiles;
}

/** Everything that is wrong with a report, at once. A photo that the item asks for and that is missing is flagged, never refused. */
export async function checkReport(
  tx: TenantDb,
  ctx: Context,
  rules: PinnedRules,
  input: ReportCaseInput,
  at: number,
): Promise<CheckedReport | { ok: false; faults: InputFault[] }> {
  const party = reporterParty(ctx.actor, input.reporter?.type, rules.org);
  const sources = { areas: rules.config.areas, org: rules.org };
  const located = locate(sources, input.location, { date: dateOf(rules.calendar, at) });
  const photos = await namedPhotos(tx, ctx.actor, [{ pointer: '/photos', photos: input.photos }]);
  const faults = [
    ...engineFaults(rules, input, 'type' in party ? party.type : null, at),
    ...('pointer' in party ? [party] : []),
    ...(located.ok ? [] : located.faults),
    ...photos.faults,
    ...Object.keys(input.fields).map(noSuchField),
  ];
  if (faults.length > 0 || !('type' in party) || !located.ok) return { ok: false, faults };
  const item = itemOf(rules, input.item, at);
  const isPhotoMissing = input.photos.length === 0 && item?.evidence.report.includes('photo');
  return {
    ok: true,
    party,
    place: located.place,
    item,
    flags: isPhotoMissing ? ['no_photo'] : [],
    files: photos.files,
  };
}

/** Without a valid reporter the kind cannot be judged, the item still can. */
function engineFaults(rules: PinnedRules, input: ReportCaseInput, type: string | null, at: number): InputFault[] {
  const tried = openCase(rules, trialReport(rules, input, { unit: null, type: type ?? '' }), at);
  if (tried.ok || tried.code !== 'invalid') return [];
  return tried.faults
    .filter(
      ({ fault, params }) => type !== null || fault !== 'not_allowed' || params['why'] !== 'kind_not_for_reporter',
    )
    .map(inputFault);
}

function itemOf(rules: PinnedRules, code: string | undefined, at: number): Item | null {
  const edition = editionInForce(rules.config, rules.calendar, at);
  return (edition && code !== undefined && entryOf(edition.items, code)) || null;
}

function noSuchField(name: string): InputFault {
  return inputFault({ pointer: fieldPointer(name), fault: 'unknown_field', params: { known: [] } });
}
