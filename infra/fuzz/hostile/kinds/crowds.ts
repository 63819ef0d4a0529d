import { randomUUID } from 'node:crypto';
import { nameOf, parametersOf, type Kind } from '../attempt.ts';
import { attemptOf } from '../honest.ts';

/** Many at the same moment. */

const isSignedIn: Kind['suits'] = ({ operation }) => operation.security?.length !== 0;

const everybodyAtOnce: Kind = {
  name: 'crowd: 20 at once',
  suits: () => true,
  make: async ({ honest }) => {
    const one = attemptOf(await honest());
    return Array.from({ length: 20 }, () => one);
  },
};

const sameKey: Kind = {
  name: 'crowd: 20 with the same key',
  suits: (described) => described.method === 'POST' && isSignedIn(described),
  make: async ({ honest }) => {
    const one = attemptOf(await honest(), { headers: { 'idempotency-key': randomUUID() } });
    return Array.from({ length: 20 }, () => one);
  },
  check: (answers) => {
    const bodies = answers.flatMap((answer) =>
      'fault' in answer || answer.status >= 300 ? [] : [answer.body.toString('utf8')],
    );
    return new Set(bodies).size > 1 ? ['the same request under the same key was answered differently'] : [];
  },
};

const sameKeyOtherBody: Kind = {
  name: 'crowd: the same key for different requests',
  suits: (described) => described.method === 'POST' && isSignedIn(described),
  make: async ({ honest }) => {
    const headers = { 'idempotency-key': randomUUID() };
    const all = [];
    for (let times = 0; times < 5; times += 1) all.push(attemptOf(await honest(), { headers }));
    return all;
  },
};

const longLists: Kind = {
  name: 'crowd: 200 long lists at once',
  suits: (described) => parametersOf(described, 'query').includes('limit'),
  make: async ({ honest }) => {
    const found = await honest();
    const one = attemptOf({ ...found, query: { ...found.query, limit: '200' } });
    return Array.from({ length: 200 }, () => one);
  },
};

const fromManySides: Kind = {
  name: 'crowd: one case from many sides',
  suits: (described) => nameOf(described) === 'submitAction',
  make: async ({ honest, world }) => {
    const found = await honest();
    const actions = ['sign', 'request_return', 'comment', 'withdraw', 'void', 'dispatch', 'supplement', 'remind'];
    const people = ['centre', 'grid-worker', found.as, 'leader'].filter((name) => world.people.includes(name));
    return actions.flatMap((action) =>
      people.map((name) =>
        attemptOf({
          ...found,
          json: { action, fields: { reason: '理由', text: '说明', to: found.as } },
          headers: { authorization: `Bearer ${world.tokenOf(name)}` },
        }),
      ),
    );
  },
};

export const crowdKinds: readonly Kind[] = [everybodyAtOnce, sameKey, sameKeyOtherBody, longLists, fromManySides];
