import { expect, inject, test } from 'vitest';
import { claimNamespace } from '../test/claim-namespace.ts';
import '../test/provided.ts';
import { reportOf } from './hostile/report.ts';
import { run } from './hostile/run.ts';

test('half a minute of hostile requests on every operation ends no process, breaks no answer, and costs an honest county nothing', async () => {
  const provided = { postgresUrl: inject('postgresUrl'), temporalNamespaces: inject('temporalNamespaces') };
  const servers = {
    postgresUrl: provided.postgresUrl,
    temporalAddress: inject('temporalAddress'),
    temporalNamespace: await claimNamespace(provided),
  };
  const limits = { seconds: 25, requests: 3_000, perSecond: 100, abreast: 6, quietSeconds: 2 };
  const done = await run({ servers, seed: 20_261_126, ...limits, say: () => {} });

  const wrong = done.findings.filter(({ isOfTime }) => !isOfTime);
  expect(wrong, reportOf(done).join('\n')).toEqual([]);
  expect(done.operations.filter((operation) => !done.attacked.tally.has(operation))).toEqual([]);
  expect(done.victim.reports).toBeGreaterThan(0);
});
