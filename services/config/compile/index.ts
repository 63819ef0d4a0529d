import { ENGINE_LEVEL, type CompiledConfig, type TenantInfo } from '#workflows/definition/compiled.ts';

import type { Bundle } from '../assemble.ts';
import { compileAreas } from './areas.ts';
import { compileCalendar } from './calendar.ts';
import { compileCatalogue } from './catalogue.ts';
import { compileOrg } from './org.ts';
import { compileLocks } from './locks.ts';
import { createOrigins, type Origins } from './origins.ts';
import { noteProcess } from './process-origins.ts';
import { compileProcess } from './process.ts';
import { compileRouting } from './routing.ts';
import { defined } from './defined.ts';
import { childOf } from '../tree.ts';

/** Everything that run time reads, from layers that the checks found nothing wrong with. */
export function compileConfig(bundle: Bundle): CompiledConfig {
  const origins = createOrigins(bundle.code);
  const tenant = compileTenant(bundle, origins);
  const config = {
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
    locks: compileLocks(bundle, origins),
  };
  return { ...config, origins: origins.table() };
}

function compileProcesses(bundle: Bundle, origins: Origins): CompiledConfig['processes'] {
  const processes: CompiledConfig['processes'] = {};
  for (const [code, piece] of bundle.processes) {
    noteProcess(origins, bundle, piece);
    processes[code] = compileProcess(bundle, piece.value);
  }
  return processes;
}

function compileTenant(bundle: Bundle, origins: Origins): TenantInfo {
  const lowest = bundle.tenants.at(-1);
  const own = lowest?.value;
  origins.note('/tenant', lowest?.tree);
  const inherited = <K extends 'zone' | 'notice_gateway'>(key: K, ...pointers: string[]) => {
    const from = bundle.tenants.findLast(({ value }) => value[key] !== undefined);
    for (const pointer of pointers) origins.note(pointer, childOf(from?.tree, key));
    return from?.value[key];
  };
  return defined({
    code: bundle.code,
    title: own?.title ?? bundle.code,
    kind: own?.kind ?? ('county' as const),
    division: own?.division ?? '',
    zone: inherited('zone', '/tenant/zone') ?? 'Asia/Shanghai',
    numberPrefix: own?.number_prefix ?? '',
    noticeGateway: inherited('notice_gateway', '/tenant/noticeGateway'),
  });
}
