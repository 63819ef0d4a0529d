import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { aPhoto, mondayMorning, rowCounts } from '#services/domain/cases/testing.ts';
import { shiftedClock, testDeps } from '#services/domain/testing.ts';
import type { Answered, Ask, Call } from './testing-client.ts';
import { anApi, type TestApi } from './testing.ts';

/** Whatever is wrong with a request, its answer says so and nothing stays behind. */

let api: TestApi;
let worker: Ask;
let opened: Answered['body'];
let strangersPhoto: string;

beforeAll(async () => {
  api = await anApi({ deps: testDeps({ clock: shiftedClock(mondayMorning) }) });
  worker = await api.as('grid-worker');
  opened = (await worker('/v1/cases', { body: report() })).body;
  strangersPhoto = await aPhoto(await api.tenant.person('chengguan'));
});

const report = (change: Record<string, unknown> = {}) => ({
  item: 'E03',
  description: '兴工路口多家摊贩占道经营',
  location: { unit: 'dongfeng-xinggong' },
  channel: 'grid_app',
  ...change,
});

interface Bad {
  call: () => Call;
  path?: string;
  as?: string;
  status: number;
  code: string;
  /** Where the faults lie. */
  at?: string[];
  says?: RegExp;
}

const bad = (change: Record<string, unknown>, at: string[], says?: RegExp): Bad => ({
  call: () => ({ body: report(change) }),
  status: 422,
  code: 'validation',
  at,
  ...(says ? { says } : {}),
});
const malformed = (body: string, says: RegExp): Bad => ({
  call: () => ({ body, headers: { 'content-type': 'application/json' } }),
  status: 400,
  code: 'bad-request',
  says,
});
const malformedField = (fields: string, at: string[], says: RegExp): Bad => ({
  call: () => ({
    body: JSON.stringify(report()).replace(/}$/, `, "fields": ${fields} }`),
    headers: { 'content-type': 'application/json' },
  }),
  status: 422,
  code: 'validation',
  at,
  says,
});
const acting = (body: Record<string, unknown>, status: number, code: string, more: Partial<Bad> = {}): Bad => ({
  call: () => ({ body }),
  path: 'actions',
  as: 'chengguan',
  status,
  code,
  ...more,
});

const cases: Record<string, Bad> = {
  'malformed JSON': malformed('{"description": "x",\n}', /line 2, column 1/),
  'JSON that is cut off': malformed('{"description": "x"', /ends too early/),
  'no body at all': malformed('', /empty/),
  'a body that is not UTF-8': {
    call: () => ({
      body: new Blob([Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d)]),
      headers: { 'content-type': 'application/json' },
    }),
    status: 400,
    code: 'bad-request',
    says: /UTF-8/,
  },
  'JSON that is no object': {
    call: () => ({ body: '[]', headers: { 'content-type': 'application/json' } }),
    status: 422,
    code: 'validation',
    at: [''],
  },
  'another content type': {
    call: () => ({ body: 'description=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    status: 415,
    code: 'unsupported-media-type',
    says: /application\/json/,
  },
  'a compressed body': {
    call: () => ({ body: '{}', headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } }),
    status: 415,
    code: 'unsupported-media-type',
  },
  'more than a megabyte of JSON': {
    call: () => ({ body: report({ fields: { x: 'x'.repeat(1024 * 1024) } }) }),
    status: 413,
    code: 'too-large',
    says: /1 MB/,
  },
  'wrong types': bad({ description: 5, location: 'here', photos: 'x', reporter: [] }, [
    '/description',
    '/location',
    '/photos',
    '/reporter',
  ]),
  'an unknown field': bad({ itme: 'E03' }, ['/itme'], /Did you mean “item”/),
  'an unknown process': bad({ process: 'whistel' }, ['/process'], /whistle/),
  'an unknown item': bad({ item: 'E3' }, ['/item'], /Did you mean/),
  'an unknown unit': bad({ location: { unit: 'dongfeng-xingong' } }, ['/location/unit'], /dongfeng-xinggong/),
  'an unknown variant': bad({ variant: 'nothing' }, ['/variant']),
  'an unknown channel': bad({ channel: 'fax' }, ['/channel'], /grid_app/),
  'a point outside the county': bad({ location: { lon: 125.32, lat: 43.88 } }, ['/location']),
  'a point in the sea that no datum knows': bad({ location: { lon: 0, lat: 0 } }, ['/location']),
  'a known unit with a point elsewhere': bad({ location: { unit: 'dongfeng-xinggong', lon: 116.4, lat: 39.9 } }, [
    '/location',
  ]),
  'swapped coordinates': bad({ location: { lon: 42.6851, lat: 126.0432 } }, ['/location'], /swapped/),
  'half a point': bad({ location: { lon: 126.0432 } }, ['/location/lat']),
  'no place': bad({ location: {} }, ['/location']),
  'a latitude that is none': bad({ location: { lon: 126, lat: 95.5 } }, ['/location/lat'], /between/),
  'a number that is too large to be one': bad({ location: { lon: Number.MAX_VALUE, lat: 1 } }, ['/location/lon']),
  'a missing field': bad({ channel: undefined, description: undefined }, ['/channel', '/description'], /required/),
  'NUL bytes': bad({ description: 'abc\0defg' }, ['/description'], /NUL/),
  'NUL bytes in a name': bad({ fields: { 'a\0b': 1 } }, ['/fields'], /NUL/),
  'a field called __proto__': malformedField('{ "__proto__": { "polluted": 1 } }', ['/fields'], /__proto__/),
  'more values than a request has': {
    call: () => ({
      body: report({ fields: Object.fromEntries(Array.from({ length: 6_000 }, (_, i) => [`f${i}`, i])) }),
    }),
    status: 413,
    code: 'too-large',
    says: /5000 values/,
  },
  'half an emoji': bad({ description: 'abcdef\ud83d' }, ['/description'], /surrogate/),
  'ten thousand characters': bad(
    { description: '字'.repeat(10_000) },
    ['/description'],
    /10000 characters, at most 2000/,
  ),
  'a short description of long characters': bad({ description: '😀😀😀😀' }, ['/description'], /4 characters/),
  'a photo that was never uploaded': bad({ photos: ['0199c3f1-77aa-7d02-8f3e-2b6c9e1f0a4d'] }, ['/photos/0']),
  'a photo of somebody else': {
    call: () => ({ body: report({ photos: [strangersPhoto] }) }),
    status: 422,
    code: 'validation',
    at: ['/photos/0'],
  },
  'a grid worker who reports as a deputy': bad(
    { reporter: { type: 'party_deputy' } },
    ['/reporter/type'],
    /grid_worker/,
  ),
  'a tough whistle from a grid worker': bad({ kind: 'tough' }, ['/kind']),
  'everything at once': bad({ item: 'E3', channel: 'grid-app', extra: 1 }, ['/channel', '/extra']),
  'an action that is not offered': acting({ action: 'submit' }, 409, 'case/action-not-offered'),
  'an action by the wrong unit': acting({ action: 'sign', unit: 'zhujian' }, 403, 'case/action-not-yours'),
  'an action for a unit that is not there': acting({ action: 'sign', unit: 'zhujain' }, 422, 'validation', {
    at: ['/unit'],
    says: /zhujian/,
  }),
  'an action that no process knows': acting({ action: 'sing' }, 422, 'validation', { at: ['/action'], says: /“sign”/ }),
  'an action called constructor': acting({ action: 'constructor' }, 422, 'validation', { at: ['/action'] }),
  'a unit called toString': acting({ action: 'sign', unit: 'toString' }, 422, 'validation', { at: ['/unit'] }),
  'an action of the centre by a unit': acting({ action: 'verify' }, 403, 'case/action-not-yours'),
  'an action with an unknown field': acting({ action: 'sign', unti: 'chengguan' }, 422, 'validation', {
    at: ['/unti'],
    says: /“unit”/,
  }),
  'an action with a field missing': acting({ action: 'request_return' }, 422, 'validation', { at: ['/fields/reason'] }),
  'expectedSeq that is behind': acting({ action: 'sign', expectedSeq: 1 }, 409, 'case/changed'),
  'expectedSeq that is a text': acting({ action: 'sign', expectedSeq: '4' }, 422, 'validation', {
    at: ['/expectedSeq'],
  }),
};

describe('refused, with nothing left behind:', () => {
  test.each(Object.keys(cases))('%s', async (name) => {
    const { call, path, as = 'grid-worker', status, code, at, says } = cases[name]!;
    const ask = await api.as(as);
    const before = await counts();
    const address = path ? `/v1/cases/${opened.id}/${path}` : '/v1/cases';
    const answer = await ask(address, { method: 'POST', ...call() });
    expect([answer.status, answer.body.code], JSON.stringify(answer.body)).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    if (at)
      expect((answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual(
        [...at].sort(),
      );
    if (says) expect(JSON.stringify(answer.body)).toMatch(says);
    expect(await counts()).toEqual(before);

    const chinese = await ask(address, {
      method: 'POST',
      ...call(),
      headers: { ...call().headers, 'accept-language': 'zh' },
    });
    expect([chinese.status, chinese.body.code]).toEqual([status, code]);
    const texts = [
      chinese.body.title,
      chinese.body.detail,
      ...(chinese.body.errors ?? []).map((fault: { detail: string }) => fault.detail),
    ];
    for (const text of texts) expect(text).toMatch(/\p{Script=Han}/u);
  });
});

describe('queries', () => {
  test.each([
    ['/v1/cases?limit=0', '/limit'],
    ['/v1/cases?limit=201', '/limit'],
    ['/v1/cases?limit=many', '/limit'],
    ['/v1/cases?limit=1&limit=2', '/limit'],
    ['/v1/cases?limit=0x10', '/limit'],
    ['/v1/cases?limit=1e1', '/limit'],
    ['/v1/cases?createdFrom=0999-12-31', '/createdFrom'],
    ['/v1/units?at=0001-01-01', '/at'],
    ['/v1/calendar/due?start=2026-11-23T01:00:00Z&value=0x10&unit=hours', '/value'],
    ['/v1/cases?stat=triage', '/stat'],
    ['/v1/cases?kind=dialy', '/kind'],
    ['/v1/cases?breached=yes', '/breached'],
    ['/v1/cases?dueBefore=tomorrow', '/dueBefore'],
    ['/v1/cases?createdFrom=2026-02-30', '/createdFrom'],
    ['/v1/cases?q=%00', '/q'],
    ['/v1/cases?cursor=xyz', '/cursor'],
    ['/v1/cases?sort=name', '/sort'],
    ['/v1/worklist?limit=-1', '/limit'],
    ['/v1/units?at=monday', '/at'],
    ['/v1/catalogue?day=2026-11-23', '/day'],
    ['/v1/calendar/due?start=2026-11-23T01:00:00Z&value=1', '/unit'],
    ['/v1/calendar/due?start=2026-11-23T01:00:00Z&value=1&unit=working_hour', '/unit'],
    ['/v1/calendar/due?start=2026-11-23T01:00:00Z&value=1.5&unit=hours', '/value'],
    ['/v1/calendar/due?start=2026-11-23T01:00:00Z&value=1e9&unit=working_days', '/value'],
    ['/v1/calendar/due?start=2026-11-23&value=1&unit=hours', '/start'],
  ])('%s is refused at %s', async (path, pointer) => {
    const answer = await worker(path);
    expect([answer.status, answer.body.code]).toEqual([422, 'validation']);
    expect(answer.body.errors).toEqual([{ pointer, in: 'query', detail: expect.any(String) }]);
  });
});

/** Of everything that a request could write. */
async function counts(): Promise<Record<string, number>> {
  const attachments = await api.tenant.inTenant((tx) =>
    sql<{ n: number }>`select count(*)::int as n from attachment`.execute(tx),
  );
  return { ...(await rowCounts(api.tenant)), attachment: attachments.rows[0]!.n };
}
