import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from './app.ts';
import type { ApiDeps } from './environment.ts';

const ours = 'https://desk.example.gov.cn';

function appWith(corsOrigins: string[]) {
  const ready = () => Promise.resolve();
  return createApp({
    log: pino({ level: 'silent' }),
    verifyToken: () => Promise.resolve({ ok: false, fault: { code: 'malformed', detail: 'test' } }),
    readiness: { postgres: ready, migrations: ready, temporal: ready },
    corsOrigins,
  } as unknown as ApiDeps);
}

const asked = (origin: string) => ({
  Origin: origin,
  'Access-Control-Request-Method': 'POST',
  'Access-Control-Request-Headers': 'authorization,idempotency-key',
});

test('a browser of a listed origin may ask, call and read the headers that a client needs', async () => {
  const app = appWith([ours, 'http://localhost:5173']);
  const preflight = await app.request('/v1/cases', { method: 'OPTIONS', headers: asked(ours) });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe(ours);
  expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
  for (const name of ['Authorization', 'Content-Type', 'Idempotency-Key', 'Range'])
    expect(preflight.headers.get('access-control-allow-headers')).toContain(name);
  // Refusals too: a client that cannot read its 401 does not know to sign in.
  const answer = await app.request('/v1/cases', { headers: { Origin: ours } });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, ours]);
  for (const name of [
    'RateLimit-Remaining',
    'X-Request-Id',
    'Location',
    'Idempotent-Replayed',
    'Retry-After',
    'Content-Range',
  ])
    expect(answer.headers.get('access-control-expose-headers')).toContain(name);
  expect(answer.headers.get('vary')).toBe('Accept-Language, Origin');
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
});

test.each([
  ['not listed', [ours], 'https://elsewhere.example'],
  ['listed with another port', [ours], `${ours}:8443`],
  ['that is none', [ours], 'null'],
  ['where none is listed', [], ours],
])('an origin %s is allowed nothing', async (_, listed, origin) => {
  const app = appWith(listed);
  for (const call of [{ method: 'OPTIONS', headers: asked(origin) }, { headers: { Origin: origin } }])
    expect((await app.request('/v1/cases', call)).headers.get('access-control-allow-origin')).toBeNull();
});
