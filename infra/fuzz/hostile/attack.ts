import { setTimeout as sleep } from 'node:timers/promises';
import type { DescribedOperation, Description } from '#services/api/conformance.ts';
import { nameOf, type Answer, type Attempt, type Kind, type NoAnswer, type RawAttempt } from './attempt.ts';
import type { Findings } from './findings.ts';
import type { Flights } from './flights.ts';
import { attemptOf, type MakeHonest } from './honest.ts';
import { judge } from './judge.ts';
import { kinds } from './kinds/index.ts';
import { rawAttempt, rawKinds } from './kinds/raw.ts';
import { createRandom, type Random } from './random.ts';
import type { Send } from './send.ts';
import { sendRaw } from './send-raw.ts';
import type { World } from './world.ts';

export interface AttackOptions {
  apiUrl: string;
  document: Description;
  operations: readonly DescribedOperation[];
  world: World;
  honest: MakeHonest;
  send: Send;
  findings: Findings;
  flights: Flights;
  seed: number;
  /** Whichever comes first. */
  until: number;
  requests: number;
  /** Requests under way at the same moment, a crowd counted as one. */
  abreast: number;
  perSecond: number;
  /** Only kinds and operations with this in their names. */
  only?: string;
}

/** Answers by operation and hundreds of their status; 0 where none came. */
export type Tally = Map<string, Map<number, number>>;

export interface Attacked {
  tally: Tally;
  requests: number;
  rounds: number;
  /** 503s by code: allowed, and worth a look. */
  unavailable: Map<string, number>;
}

interface Turn {
  name: string;
  operation: string;
  take: (random: Random) => Promise<void>;
}

/** Rounds over every kind on every operation that it suits, each round in another order, until time or requests are used up. */
export async function attack(options: AttackOptions): Promise<Attacked> {
  const { seed, until, requests, abreast, perSecond, only = '' } = options;
  const attacked: Attacked = { tally: new Map(), requests: 0, rounds: 0, unavailable: new Map() };
  const turns = turnsOf(options, attacked).filter(({ name, operation }) => `${name} ${operation}`.includes(only));
  const isOver = () => Date.now() >= until || attacked.requests >= requests;
  const underWay = new Set<Promise<void>>();
  const startedAt = Date.now();
  for (let round = 0; !isOver() && turns.length > 0; round += 1) {
    const order = everyOperationFirst(createRandom(seed + round).shuffled(turns));
    for (const [index, turn] of order.entries()) {
      if (isOver()) break;
      const flight = turn.take(createRandom(seed + round * 1_000_003 + index));
      underWay.add(flight);
      void flight.finally(() => underWay.delete(flight));
      if (underWay.size >= abreast) await Promise.race(underWay);
      const ahead = (attacked.requests / perSecond) * 1_000 - (Date.now() - startedAt);
      if (ahead > 0) await sleep(Math.min(ahead, 2_000));
    }
    if (!isOver()) attacked.rounds += 1;
  }
  await Promise.allSettled(underWay);
  return attacked;
}

/** So that a run that is cut short has been everywhere. */
function everyOperationFirst(turns: readonly Turn[]): Turn[] {
  const first = new Map(turns.toReversed().map((turn) => [turn.operation, turn]));
  return [...first.values(), ...turns.filter((turn) => first.get(turn.operation) !== turn)];
}

function turnsOf(options: AttackOptions, attacked: Attacked): Turn[] {
  const { operations } = options;
  const onOperations = kinds.flatMap((kind) =>
    operations
      .filter(kind.suits)
      .flatMap((described) =>
        Array.from({ length: kind.times ?? 1 }, () => turnOn(described, kind, options, attacked)),
      ),
  );
  const raw = Object.keys(rawKinds).map((name) => ({
    name: `raw: ${name}`,
    operation: 'raw',
    take: async (random: Random) => {
      await fly(rawAttempt(name, random), options, attacked);
    },
  }));
  return [...onOperations, ...raw];
}

function turnOn(described: DescribedOperation, kind: Kind, options: AttackOptions, attacked: Attacked): Turn {
  const { world, honest, findings } = options;
  const take = async (random: Random) => {
    let attempts: readonly Attempt[];
    try {
      attempts = await kind.make({ described, random, world, honest: () => honest(described) });
    } catch (error) {
      findings.add({ what: 'honest work beside it failed', where: kind.name, detail: String(error) });
      return;
    }
    const named = attempts.map((attempt) => ({ ...attempt, kind: kind.name }));
    const answers = await Promise.all(named.map((attempt) => fly(attempt, options, attacked, described)));
    for (const what of kind.check?.(answers) ?? [])
      findings.add({ what, where: nameOf(described), ...(named[0] && { attempt: named[0] }) });
  };
  return { name: kind.name, operation: nameOf(described), take };
}

async function fly(
  attempt: Attempt | RawAttempt,
  { apiUrl, send, findings, flights, document }: AttackOptions,
  attacked: Attacked,
  described?: DescribedOperation,
): Promise<Answer | NoAnswer> {
  const land = flights.start(`${attempt.kind} → ${attempt.operation}`);
  const answer = 'pieces' in attempt ? await sendRaw(apiUrl, attempt) : await send(attempt);
  land();
  const { tally, unavailable } = attacked;
  attacked.requests += 1;
  const status = 'fault' in answer ? 0 : answer.status;
  const statuses = tally.get(attempt.operation) ?? new Map<number, number>();
  tally.set(attempt.operation, statuses.set(status, (statuses.get(status) ?? 0) + 1));
  const said = 'fault' in answer ? answer.fault : answer.body.toString('utf8');
  if (status === 503) {
    const detail = /"detail":"([^"]*)"/.exec(said)?.[1] ?? said.slice(0, 100);
    unavailable.set(detail, (unavailable.get(detail) ?? 0) + 1);
  }
  for (const what of judge(attempt, answer, described && { document, described }))
    findings.add({ what, where: `${attempt.operation} · ${attempt.kind}`, detail: said, attempt });
  return answer;
}

/** After the storm: what every operation does for an honest caller must be as it was. */
export async function stillHonest({ operations, honest, send, findings }: AttackOptions): Promise<void> {
  for (const described of operations) {
    const attempt = attemptOf(await honest(described));
    const answer = await send(attempt);
    if (!('fault' in answer) && answer.status < 300) continue;
    const detail = 'fault' in answer ? answer.fault : `${answer.status} ${answer.body.toString('utf8')}`;
    findings.add({ what: 'honest work fails afterwards', where: nameOf(described), detail, attempt });
  }
}
