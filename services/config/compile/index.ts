import { ENGINE_LEVEL, type CompiledConfig, type TenantInfo } from '#workflows/definition/compiled.ts';

import type { Bundle } from '../assemble.ts';
import { compileAreas } from './areas.ts';
import { compileCalendar } from './calendar.ts';
import { compileCatalogue } from './catalogue.ts';
import { compileOrg } from './org.ts';
import { createOrigins, escapePointer, type Origins } from './origins.ts';
import { compileProcess } from './process.ts';
import { compileRouting } from './routing.ts';
import { defined } from './defined.ts';
import { childOf, treeAt } from '../tree.ts';

/** Everything that run time reads, from layers that the checks found nothing wrong with. */
export function compileConfig(bundle: Bundle): CompiledConfig {
  const origins = createOrigins(bundle.code);
  const tenant = compileTenant(bundle, origins);
  return {
    engineLevel: ENGINE_LEVEL,
    tenant,
    parents: bundle.layers
      .slice(0, -1)
      .map((layer) => layer.tenant)
      .toReversed(),
    catalogue: compileCatalogue(bundle, origins),
    routing: compileRouting(bundle, origins),
    processes: compileProcesses(bundle, origins),
    org: compileOrg(bundle, origins),
    calendar: compileCalendar(bundle, tenant.zone, origins),
    areas: compileAreas(bundle, origins),
    origins: noteZone(bundle, origins).table,
  };
}

function compileProcesses(bundle: Bundle, origins: Origins): CompiledConfig['processes'] {
  const processes: CompiledConfig['processes'] = {};
  for (const [code, { tree, value }] of bundle.processes) {
    origins.note(`/processes/${escapePointer(code)}`, tree);
    // a setting that a layer sets comes from there, whoever wrote the process
    for (const tenant of bundle.tenants)
      for (const name of Object.keys(tenant.value.settings?.[code] ?? {})) {
        const pointer = `/processes/${escapePointer(code)}/settings/${escapePointer(name)}`;
        origins.note(pointer, treeAt(tenant.tree, ['settings', code, name]));
      }
    processes[code] = compileProcess(bundle, value);
  }
  return processes;
}

function compileTenant(bundle: Bundle, origins: Origins): TenantInfo {
  for (const piece of bundle.tenants) origins.note('/tenant', piece.tree);
  const own = bundle.tenants.at(-1)?.value;
  const inherited = <K extends 'zone' | 'notice_gateway'>(key: K) =>
    bundle.tenants.findLast(({ value }) => value[key] !== undefined)?.value[key];
  return defined({
    code: bundle.code,
    title: own?.title ?? bundle.code,
    kind: own?.kind ?? ('county' as const),
    division: own?.division ?? '',
    zone: inherited('zone') ?? 'Asia/Shanghai',
    numberPrefix: own?.number_prefix ?? '',
    noticeGateway: inherited('notice_gateway'),
  });
}

/** The calendar's zone is the tenant's, so it comes from another file than the rest of the calendar. */
function noteZone(bundle: Bundle, origins: Origins): Origins {
  const zoned = bundle.tenants.findLast(({ value }) => value.zone !== undefined);
  origins.note('/calendar/zone', childOf(zoned?.tree, 'zone'));
  return origins;
}
