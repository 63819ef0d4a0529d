/**
 * Forged, huge, broken and hostile input on every operation, while an honest county goes on beside it:
 * `npm run fuzz -- --seconds 3600`. Brings up everything by itself: PostgreSQL, Temporal, and api, worker and relay as processes of
 * their own. Prints what it cost the honest county, and each finding with how to see it again; ends with 1 where there is one.
 * `--seed` repeats the requests of an earlier run; `--only 'file: MP4'` sends only what has that in its name or operation.
 */
import { parseArgs } from 'node:util';
import { reportOf } from './hostile/report.ts';
import { run } from './hostile/run.ts';
import { startServers } from './hostile/servers.ts';

const options = {
  seconds: { type: 'string', default: '300' },
  requests: { type: 'string', default: '1000000' },
  'per-second': { type: 'string', default: '25' },
  abreast: { type: 'string', default: '6' },
  quiet: { type: 'string', default: '20' },
  seed: { type: 'string' },
  only: { type: 'string' },
} as const;
const { values } = parseArgs({ options });
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const say = (line: string) => void process.stdout.write(`${line}\n`);

say(`seed ${seed}`);
const servers = await startServers(process.env['PATH'] ?? '');
try {
  const done = await run({
    ...{ servers, seed, say },
    seconds: Number(values.seconds),
    requests: Number(values.requests),
    perSecond: Number(values['per-second']),
    abreast: Number(values.abreast),
    quietSeconds: Number(values.quiet),
    ...(values.only !== undefined && { only: values.only }),
  });
  for (const line of reportOf(done)) say(line);
  process.exitCode = done.findings.length === 0 ? 0 : 1;
} finally {
  await servers.stop();
}
