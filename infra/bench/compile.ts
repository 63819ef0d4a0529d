/**
 * How long checking and compiling a county takes: `node --import tsx infra/bench/compile.ts [--tenant CODE] [--rounds 9]`.
 * Every measure is the first of a process of its own, as for whoever types `cf check`. Medians of one run can be compared
 * with each other and with nothing else, so each is also given as a share of the whole.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { LayerFiles, LoadedTenant } from '#services/config/index.ts';

const parts = ['read', 'compile', 'check', 'warm'] as const;
type Part = (typeof parts)[number];

const options = {
  tenant: { type: 'string' },
  rounds: { type: 'string', default: '9' },
  part: { type: 'string' },
} as const;
const { values } = parseArgs({ options });
const self = fileURLToPath(import.meta.url);

if (values.part) process.stdout.write(JSON.stringify(await measure(values.part as Part)));
else report(Number(values.rounds));

async function measure(part: Part): Promise<{ modules: number; files: number; took: number }> {
  const begun = performance.now();
  const { checkBundle, compileBundle, layersOf, loadTenantsDir } = await import('#services/config/index.ts');
  const { readLayer } = await import('#services/config/read-layer.ts');
  const loaded = performance.now();
  const tenants = await loadTenantsDir(fileURLToPath(new URL('../../tenants', import.meta.url)));
  const layers = layersOf(tenants, values.tenant ?? largest(tenants));
  const work: Record<Part, (layers: LayerFiles[]) => unknown> = {
    read: (all) => all.map(readLayer),
    compile: compileBundle,
    check: checkBundle,
    warm: checkBundle,
  };
  if (part === 'warm') for (let round = 0; round < 10; round += 1) checkBundle(layers);
  const start = performance.now();
  work[part](layers);
  return { modules: loaded - begun, files: start - loaded, took: performance.now() - start };
}

/** The tenant with the most to read. */
function largest(tenants: Map<string, LoadedTenant>): string {
  const size = ({ files }: LoadedTenant) => Object.values(files).reduce((sum, file) => sum + file.length, 0);
  return [...tenants.values()].reduce((best, tenant) => (size(tenant) > size(best) ? tenant : best)).code;
}

function report(rounds: number): void {
  const times = new Map<string, number[]>();
  const note = (name: string, took: number) => times.set(name, [...(times.get(name) ?? []), took]);
  for (let round = 0; round < rounds; round += 1)
    for (const part of parts) {
      const args = ['--import', 'tsx', self, '--part', part, ...(values.tenant ? ['--tenant', values.tenant] : [])];
      const child = spawnSync(process.execPath, args, { encoding: 'utf8' });
      if (child.status !== 0) throw new Error(child.stderr);
      const { modules, files, took } = JSON.parse(child.stdout) as Awaited<ReturnType<typeof measure>>;
      note(part, took);
      if (part === 'check') {
        note('modules', modules);
        note('files', files);
      }
    }
  const median = (name: string) => times.get(name)?.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
  const whole = median('check');
  const lines: [what: string, ms: number][] = [
    ['check and compile, tests included', whole],
    ['of it: read and validate the files', median('read')],
    ['of it: put together, check, compile, hash', median('compile') - median('read')],
    ['of it: run the tests', whole - median('compile')],
    ['the same in a process that has done it before', median('warm')],
    ['before it: load the modules', median('modules')],
    ['before it: read the folder', median('files')],
  ];
  const fastest = Math.min(...(times.get('check') ?? []));
  process.stdout.write(`medians of ${rounds} fresh processes; the fastest check took ${Math.round(fastest)} ms\n`);
  for (const [what, ms] of lines)
    process.stdout.write(`${String(Math.round(ms)).padStart(6)} ms ${(ms / whole).toFixed(2)}  ${what}\n`);
}
