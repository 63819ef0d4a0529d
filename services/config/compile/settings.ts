import type { Budget } from '#workflows/definition/calendar.ts';
import type { ProcessFile } from '#workflows/definition/schema/process-file.ts';

import type { Bundle } from '../assemble.ts';

export type Setting = Budget | number | boolean | string[];
export type Settings = Record<string, Setting>;

/** The value of every setting that a process offers: its default, then what each layer sets, the lowest last. */
export function settingsOf(bundle: Bundle, process: ProcessFile): Settings {
  const settings: Settings = {};
  for (const [name, { default: value }] of Object.entries(process.settings ?? {})) settings[name] = value;
  for (const { value: tenant } of bundle.tenants)
    for (const [name, value] of Object.entries(tenant.settings?.[process.process] ?? {}))
      if (Object.hasOwn(settings, name)) settings[name] = value;
  return settings;
}

export function isBudget(value: unknown): value is Budget {
  return typeof value === 'object' && value !== null && 'value' in value && 'unit' in value;
}

/** A written duration, or that of the setting it names; a name without one was reported by the checks. */
export function budgetOf(written: Budget | string, settings: Settings): Budget {
  const value = typeof written === 'string' ? settings[written] : written;
  return isBudget(value) ? value : { value: 1, unit: 'days' };
}
