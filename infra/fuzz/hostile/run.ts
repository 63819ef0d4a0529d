import { setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { operationsOf, type Description } from '#services/api/conformance.ts';
import { createCaller } from '../../../services/journeys/caller.ts';
import { quick } from '../../../services/journeys/quick-tenant.ts';
import { attack, stillHonest, type Attacked, type AttackOptions } from './attack.ts';
import { createFindings, type Finding } from './findings.ts';
import { createFlights } from './flights.ts';
import { learnHonest } from './honest.ts';
import { bringUp, type Installation, type Servers } from './installation.ts';
import { measure, type Measured } from './measure.ts';
import { createSender } from './send.ts';
import { startVictim } from './victim.ts';
import { createWorld, type World } from './world.ts';

const lowPriority = 15;

export interface RunOptions {
  servers: Servers;
  seed: number;
  seconds: number;
  requests: number;
  perSecond: number;
  abreast: number;
  /** How long the victim is watched before anything hostile comes. */
  quietSeconds: number;
  only?: string;
  say: (line: string) => void;
}

export interface Run {
  findings: Finding[];
  attacked: Attacked;
  measured: Measured;
  operations: string[];
  /** Of the honest county: what it reported, and what of it was not there afterwards. */
  victim: { reports: number; lost: string[] };
}

/** One county hostile in every way that is known, another one honest, and everything that came of it. */
export async function run(options: RunOptions): Promise<Run> {
  const { servers, say } = options;
  const installation = await bringUp(servers);
  const { apiUrl, tokens, processes } = installation;
  const findings = createFindings(apiUrl);
  const flights = createFlights();
  const send = createSender(apiUrl);
  const victim = startVictim(apiUrl, tokens);
  // From here on everybody else of this machine comes first, so that what is slow is not slow because of this.
  setPriority(lowPriority);
  try {
    const document = (await (await fetch(`${apiUrl}/openapi.json`)).json()) as Description;
    const operations = operationsOf(document);
    const world = await hostileCounty(installation, document);
    const { make, unreached } = await learnHonest(operations, world, send);
    for (const { operation, last } of unreached)
      findings.add({ what: 'no honest request succeeds', where: operation, detail: last });

    say(`${operations.length} operations at ${apiUrl}; ${options.quietSeconds} s of quiet first`);
    const quietFrom = Date.now();
    await sleep(options.quietSeconds * 1_000);
    const watching = measure({ processes, victim, flights, findings, quietFrom });
    const hostile: AttackOptions = {
      ...{ apiUrl, document, operations, world, honest: make, send, findings, flights },
      ...{ seed: options.seed, requests: options.requests, abreast: options.abreast, perSecond: options.perSecond },
      until: Date.now() + options.seconds * 1_000,
      ...(options.only !== undefined && { only: options.only }),
    };
    const attacked = await attack(hostile);
    const measured = watching.end();
    say('the hostile requests are over; what was there before is looked for');
    await sleep(3_000);
    await stillHonest(hostile);
    const account = await victim.account();
    for (const lost of account.lost)
      findings.add({
        what: 'the honest county lost something',
        where: lost.replace(/[0-9a-f-]{36}/g, '…'),
        detail: lost,
      });
    return {
      findings: findings.list(),
      attacked,
      measured,
      operations: operations.map(({ operation }) => operation.operationId),
      victim: account,
    };
  } finally {
    victim.kill();
    send.close();
    await installation.stop();
  }
}

/** The first county that takes the report which the description gives as its example. */
async function hostileCounty({ apiUrl, tokens }: Installation, document: Description): Promise<World> {
  const examples = document.paths['/v1/cases']?.['post']?.requestBody?.content['application/json']?.examples ?? {};
  const report = Object.values(examples)[0]?.value as object;
  const counties = [...tokens.keys()].flatMap((id) => (id.endsWith('/grid-worker') ? [id.split('/')[0]!] : []));
  for (const tenant of counties.filter((code) => code !== quick.tenant)) {
    const tokenOf = (person: string) => tokens.get(`${tenant}/${person}`) ?? '';
    const as = (person: string) => createCaller(apiUrl, tokenOf(person));
    if ((await as('grid-worker').ask('POST', '/v1/cases', report)).status !== 201) continue;
    const people = [...tokens.keys()].flatMap((id) =>
      id.startsWith(`${tenant}/`) ? [id.slice(tenant.length + 1)] : [],
    );
    return createWorld({ tenant, people, tokenOf, as, report });
  }
  throw new Error('no county takes the report that the description gives as its example');
}
