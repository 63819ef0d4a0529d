/** One immutable value per configuration version: everything that run time reads. No YAML, no inheritance left. */
import type { Budget, Calendar } from './calendar.ts';
import type { Process, Urgency } from './compiled-process.ts';

/** Raised when compiled values need an engine that older programs do not have. */
export const ENGINE_LEVEL = 2;

export interface CompiledConfig {
  engineLevel: number;
  tenant: TenantInfo;
  /** Codes of the layers below it, nearest first. */
  parents: string[];
  /** Ascending by first day. */
  catalogue: Edition[];
  /** In reading order: province's locked rules, county's, province's others. */
  routing: RoutingRule[];
  processes: Record<string, Process>;
  org: Org;
  calendar: Calendar;
  areas: Area[];
  /** What its layers keep for those below them, root first; versions stored by older programs do not say. */
  locks?: Lock[];
  /** JSON pointer of a value → `file:line` that it came from. */
  origins: Record<string, string>;
}

/** What no layer below may loosen; read when a bundle is checked, never when a case runs. */
export interface Lock {
  keep: 'item_limit' | 'step' | 'setting';
  /** The layer it was written in. */
  tenant: string;
  because: string;
  for?: Urgency;
  process?: string;
  step?: string;
  setting?: string;
  atLeast?: Budget | number;
  atMost?: Budget | number;
}

export interface TenantInfo {
  code: string;
  title: string;
  kind: 'country' | 'province' | 'county';
  /** GB/T 2260. */
  division: string;
  zone: string;
  /** Begins every case number of the tenant. */
  numberPrefix: string;
  /** Name of the operator's message gateway that reminders go to; absent: they stay in the work lists. */
  noticeGateway?: string;
}

export interface Edition {
  edition: number;
  code: string;
  title: string;
  /** `YYYY-MM-DD`: cases reported from this day on. */
  from: string;
  items: Record<string, Item>;
}

export interface Item {
  code: string;
  title: string;
  titleEn?: string;
  category: string;
  urgency: Urgency;
  limit: Budget | null;
  lead: string | null;
  assist: string[];
  visit: 'needed' | 'not_needed';
  fileWhen?: string;
  doneWhen?: string;
  ask?: string;
  variants: Variant[];
  evidence: { report: string[]; submit: string[] };
  sameWithin?: { distanceMeters: number; time: Budget };
  /** The value is illustrative (示例) and not the county's own. */
  example: boolean;
  source: string;
}

/** What a sub-type changes of its item; what it leaves out is the item's. */
export interface Variant {
  code: string;
  title: string;
  urgency?: Urgency;
  limit?: Budget;
  lead?: string;
  assist?: string[];
}

export interface RoutingRule {
  code: string;
  when: RoutingWhen;
  then:
    | { refer: string }
    | { lead: string | { level: string; of: 'location' }; assist: string[] | null }
    | { triage: true };
  because: string;
  source: string;
  /** The layer it was written in. */
  tenant: string;
  locked: boolean;
}

/** All given keys must hold; a list means any of. */
export interface RoutingWhen {
  process?: string[];
  /** `'none'`: the report names no item. */
  item?: string[] | 'none';
  variant?: string[];
  /** A category or its part before the dot. */
  category?: string[];
  kind?: string[];
  /** The place lies in one of these units or below. */
  area?: string[];
  season?: string[];
  reported?: 'in_office_hours' | 'outside_office_hours';
  reporter?: string[];
  channel?: string[];
  /** The item is on the duty list of the unit of this level that the place lies in. */
  onDutyListOf?: string;
}

export interface Org {
  /** From the top down. */
  levels: { code: string; title: string }[];
  units: Record<string, Unit>;
}

export interface Unit {
  code: string;
  title: string;
  titleEn?: string;
  aliases: string[];
  kind: string;
  level: string | null;
  parent: string | null;
  division?: string;
  dutyList: string[];
  /** Has an officer posted in the centre. */
  desk: boolean;
  from?: string;
  /** Last day on which it existed. */
  to?: string;
  successors: string[];
  source: string;
}

/** GeoJSON, WGS-84; the smallest that contains a point decides. */
export interface Area {
  unit: string;
  geometry: { type: 'Polygon'; coordinates: number[][][] } | { type: 'MultiPolygon'; coordinates: number[][][][] };
}
