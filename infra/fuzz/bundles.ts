/**
 * Many more changed bundles than a test has time for: `node --import tsx infra/fuzz/bundles.ts --runs 10000`. Prints what
 * became of them; ends with 1, and the smallest bundle that shows it, where an answer was wrong.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { layersOf, loadTenantsDir, type LayerFiles } from '#services/config/index.ts';
import { judge, mutate, mutation } from '#services/config/mutations.fixture.ts';
import { smallBundle } from '#services/config/small-bundle.fixture.ts';

const options = { runs: { type: 'string', default: '10000' }, seed: { type: 'string' } } as const;
const { values } = parseArgs({ options });
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
/** Longer than any bundle of this size may take, also on a busy machine. */
const slowMs = 5000;

const tenants = await loadTenantsDir(new URL('../../tenants', import.meta.url).pathname);
// real bundles cost twenty times what the small one does and find what it has no words for
const real = [...tenants.keys()].map((code) => ({ name: code, layers: layersOf(tenants, code) }));
const small = { name: 'small', layers: smallBundle() as LayerFiles[] };
const base = fc.oneof({ weight: 3, arbitrary: fc.constant(small) }, { weight: 1, arbitrary: fc.constantFrom(...real) });
const changes = fc.array(mutation, { minLength: 1, maxLength: 3 });

const counts = { bundles: 0, sound: 0, 'compiled, tests fail': 0, refused: 0, faults: 0 };
const codes = new Map<string, number>();
const times: number[] = [];

const property = fc.property(base, changes, ({ layers }, mutations) => {
  const changed = mutations.reduce(mutate, layers);
  const start = performance.now();
  const { ok, isCompiled, faults, wrong } = judge(changed);
  const took = performance.now() - start;
  times.push(took);
  counts.bundles += 1;
  counts[ok ? 'sound' : isCompiled ? 'compiled, tests fail' : 'refused'] += 1;
  counts.faults += faults.length;
  for (const { code } of faults) codes.set(code, (codes.get(code) ?? 0) + 1);
  if (took > slowMs) wrong.push(`it took ${Math.round(took)} ms`);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
});

const result = fc.check(property, { seed, numRuns: Number(values.runs) });
times.sort((a, b) => a - b);
const percentile = (share: number) => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
const say = (line: string) => void process.stdout.write(`${line}\n`);
say(`seed ${seed}`);
for (const [name, count] of Object.entries(counts)) say(`${name}: ${count}`);
say(`different faults: ${codes.size}`);
say(`ms for one: median ${percentile(0.5)}, 99 of 100 within ${percentile(0.99)}, longest ${percentile(1)}`);
for (const [code, count] of [...codes].sort(([, a], [, b]) => b - a)) say(`  ${count} ${code}`);
if (result.failed) say(fc.defaultReportMessage(result) ?? 'failed');
process.exitCode = result.failed ? 1 : 0;
