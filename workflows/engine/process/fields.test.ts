import { expect, test } from 'vitest';
import { ACase, at, centre, unit } from './a-case.fixture.ts';

const lead = unit('chengguan');
const waiting = () => new ACase('2026-03-10 10:00').act('2026-03-10 10:05', lead, 'sign');

test.each(['', '   ', '\u200B\u200B', '\uFE0F', '\u3164', '\u2800', '\u202E\u2069', '\u3000\n'])(
  'a reason that shows nothing is none: %j',
  (reason) => {
    const asked = waiting().try('2026-03-10 10:06', lead, 'request_extension', { reason });
    expect(asked).toMatchObject({ faults: [{ pointer: '/fields/reason', fault: 'required' }] });
  },
);

test('a reason is kept as it is read, and has no control characters', () => {
  const c = waiting().act('2026-03-10 10:06', lead, 'request_extension', { reason: ' 下雨\r\n路滑\u202E\u3000' });
  expect(c.state.requests[0]?.reason).toBe('下雨\n路滑');
  expect(c.try('2026-03-10 10:07', lead, 'contact', { how: 'phone', reached: false, note: 'a\u001Bb' })).toMatchObject({
    faults: [{ pointer: '/fields/note', fault: 'unfit_text', params: { why: 'control_character' } }],
  });
});

test('a call-back was held between the report and now', () => {
  const c = waiting();
  c.act('2026-03-10 10:10', lead, 'arrive', { people: 1 }).act('2026-03-10 10:20', lead, 'submit', {
    result: '已整改',
    photos: ['p'],
  });
  for (const code of ['shichang', 'gongan'])
    for (const [action, fields] of [
      ['sign', {}],
      ['arrive', { people: 1 }],
      ['submit', { result: '已整改', photos: ['p'] }],
    ] as const)
      c.act('2026-03-10 10:30', unit(code), action, fields);
  c.act('2026-03-10 10:40', centre, 'verify');
  const heldAt = (text: string) => {
    const fields = { solved: true, satisfaction: 'satisfied', how: 'phone', at: text };
    return c.try('2026-03-10 11:00', centre, 'record_callback', fields);
  };
  expect(heldAt('2026-03-10T09:59:59+08:00')).toMatchObject({
    faults: [{ pointer: '/fields/at', fault: 'before_report', params: { reported: '2026-03-10T02:00:00Z' } }],
  });
  expect(heldAt('2026-03-10T11:00:01+08:00')).toMatchObject({ faults: [{ fault: 'in_the_future' }] });
  expect(heldAt('2026-03-10T10:50:00+08:00')).toMatchObject({
    ok: true,
    state: { evaluations: [{ heldAt: at('2026-03-10 10:50') }] },
  });
});

test('nobody waits for a day after 2199', () => {
  const fields = { reason: '待冻土化开', until: '8999-12-31' };
  expect(waiting().try('2026-03-10 10:06', lead, 'request_suspension', fields)).toMatchObject({
    faults: [{ pointer: '/fields/until', fault: 'wrong_type' }],
  });
});
