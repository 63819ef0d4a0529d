/**
 * How long everybody else waits while a county checks its bundle again and again: the delay of this process's event loop, with the
 * checks made in it and with those made as the API makes them. `node --import tsx infra/bench/check-stall.ts [--tenant CODE] [--rounds 20]`
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { checkBundle, layersOf, loadTenantsDir } from '#services/config/index.ts';
import { createBundleChecker } from '#services/domain/configuration/bundle-checker.ts';

const { values } = parseArgs({ options: { tenant: { type: 'string' }, rounds: { type: 'string', default: '20' } } });
const tenants = await loadTenantsDir(new URL('../../tenants', import.meta.url).pathname);
const code = values.tenant ?? [...tenants.keys()].at(-1) ?? '';
const layers = layersOf(tenants, code);
const rounds = Number(values.rounds);
const { check } = createBundleChecker();

await measure('in this process', async () => void checkBundle(layers));
await measure('as the API does', async () => void (await check(code, { layers })));

async function measure(how: string, once: () => Promise<void>): Promise<void> {
  await once();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const begun = performance.now();
  delay.enable();
  for (let round = 0; round < rounds; round += 1) {
    await once();
    await sleep(1);
  }
  delay.disable();
  const [p99, most, took] = [delay.percentile(99) / 1e6, delay.max / 1e6, (performance.now() - begun) / rounds];
  process.stdout.write(
    `${code}, ${how}: ${took.toFixed(0)} ms a check; the loop was late by ${p99.toFixed(0)} ms at p99, ${most.toFixed(0)} ms at most\n`,
  );
}
