import { describe, expect, it } from 'vitest';
import { ACase, at, centre, requester, unit } from './a-case.fixture.ts';

const lead = unit('chengguan');
const submitted = { result: '摊贩已劝离', photos: ['photo-1'] };
const good = { solved: true, satisfaction: 'satisfied' };
const bad = { solved: false, satisfaction: 'dissatisfied' };

/** Lead and both assisting units sign, arrive and answer between 10:05 and 10:40. */
function handled(c: ACase, day = '2026-03-10'): ACase {
  for (const code of ['chengguan', ...c.state.tracks.filter((t) => t.role === 'assist').map((t) => t.unit)]) {
    const track = c.state.tracks.find((t) => t.unit === code && t.endedAt === null);
    if (track?.state === 'dispatched') c.act(`${day} 10:05`, unit(code), 'sign');
    c.act(`${day} 10:20`, unit(code), 'arrive', { people: 2 });
    c.act(`${day} 10:40`, unit(code), 'submit', submitted);
  }
  return c;
}

describe('the main path', () => {
  it('is dispatched at once to the lead of the item, with all clocks', () => {
    const c = new ACase('2026-03-10 10:00');
    expect(c.state).toMatchObject({ state: 'dispatched', urgency: 'urgent', round: 1, level: 'street' });
    expect(c.state.tracks.map((t) => [t.unit, t.role])).toEqual([
      ['chengguan', 'lead'],
      ['shichang', 'assist'],
      ['gongan', 'assist'],
    ]);
    expect(c.clock('sign', 'chengguan')?.dueAt).toBe(at('2026-03-10 11:00'));
    expect(c.clock('finish')?.dueAt).toBe(at('2026-03-10 12:00'));
    expect(c.clock('dispatch')?.state).toBe('met');
    expect(c.types()).toEqual(['reported', 'accepted', 'dispatched']);
  });

  it('runs through its six steps to solved', () => {
    const c = handled(new ACase('2026-03-10 10:00'));
    expect(c.state.state).toBe('checking');
    c.act('2026-03-10 10:50', centre, 'verify').act('2026-03-10 15:00', requester, 'evaluate', good);
    expect(c.state).toMatchObject({ state: 'closed', outcome: 'solved' });
    expect(c.state.deadlines.every((d) => d.endedAt !== null)).toBe(true);
    expect(new Set(c.events.map((e) => e.step))).toEqual(
      new Set(['report', 'accept', 'dispatch', 'handle', 'finish', 'evaluate']),
    );
  });

  it('starts finish and answer again, and nothing else, when the centre sends it back', () => {
    const c = handled(new ACase('2026-03-10 10:00')).act('2026-03-10 10:50', centre, 'send_back', {
      reason: '照片不清',
    });
    expect(c.state).toMatchObject({ state: 'handling', round: 2 });
    expect(c.state.tracks.every((t) => t.state === 'signed')).toBe(true);
    expect(c.state.deadlines.filter((d) => d.round === 2).map((d) => d.name)).toEqual(['finish', 'answer', 'answer']);
    expect(c.clock('finish')?.dueAt).toBe(at('2026-03-10 12:50'));
  });

  it('goes to triage, raised one level, after a third bad evaluation, where the centre may close it', () => {
    const c = new ACase('2026-03-10 10:00');
    for (const day of ['2026-03-10', '2026-03-11', '2026-03-12']) {
      handled(c, day).act(`${day} 11:00`, centre, 'verify').act(`${day} 11:30`, requester, 'evaluate', bad);
    }
    expect(c.state).toMatchObject({ state: 'triage', round: 3, level: 'county' });
    expect(c.state.evaluations).toHaveLength(3);
    c.act('2026-03-12 12:00', centre, 'close', { reason: '产权纠纷，转诉讼' });
    expect(c.state.outcome).toBe('unsolved');
  });

  it('ends unrated when nobody judges in time, and a call-back can still say solved', () => {
    const c = handled(new ACase('2026-03-10 10:00')).act('2026-03-10 10:50', centre, 'verify').wait('2026-03-20 09:00');
    expect(c.state).toMatchObject({
      state: 'closed',
      outcome: 'unrated',
      flags: expect.arrayContaining(['call_back']),
    });
    expect(c.clock('evaluate')?.state).toBe('met');
    expect(c.state.closedAt).toBe(at('2026-03-18 00:00'));
    c.act('2026-03-20 09:00', centre, 'record_callback', { ...good, how: 'phone', at: '2026-03-20T00:30:00Z' });
    expect(c.state).toMatchObject({ state: 'closed', outcome: 'solved', closedAt: at('2026-03-18 00:00') });
    expect(c.state.flags).not.toContain('call_back');
  });

  it('closes a case of a system by the check alone', () => {
    const c = new ACase('2026-03-10 10:00', { reporter: { type: 'system', secret: false }, channel: 'camera' });
    expect(c.clock('contact')).toBeUndefined();
    expect(handled(c).act('2026-03-10 10:50', centre, 'verify').state.outcome).toBe('solved');
  });

  it('withdraws from any open state, which stops every clock', () => {
    const c = new ACase('2026-03-10 10:00').act('2026-03-10 10:10', requester, 'withdraw', { reason: '已自行解决' });
    expect(c.state).toMatchObject({ state: 'closed', outcome: 'withdrawn' });
    expect(c.clock('sign')?.state).toBe('cancelled');
  });
});

describe('what no rule settles', () => {
  const unclear = { item: null, variant: null };

  it('waits in triage, is classified, and goes where the item says', () => {
    const c = new ACase('2026-03-10 10:00', unclear);
    expect(c.state).toMatchObject({ state: 'triage', urgency: 'normal' });
    expect(c.try('2026-03-10 10:05', centre, 'assign', { lead: 'chengguan', reason: 'x' })).toMatchObject({
      ok: false,
      code: 'action-not-offered',
    });
    c.act('2026-03-10 10:10', centre, 'classify', { item: 'E03' });
    expect(c.state).toMatchObject({ state: 'dispatched', urgency: 'urgent' });
    expect(c.clock('triage')?.state).toBe('met');
    expect(c.clock('finish')?.startedAt).toBe(at('2026-03-10 10:10'));
  });

  it('is owned for good by whom the centre assigns', () => {
    const c = new ACase('2026-03-10 10:00')
      .act('2026-03-10 10:05', lead, 'request_return', { reason: '非我局职责' })
      .act('2026-03-10 10:20', centre, 'decide', { request: '1', granted: true, reason: '有争议' });
    expect(c.state.state).toBe('triage');
    expect(c.state.tracks[0]?.state).toBe('returned');
    c.act('2026-03-10 11:00', centre, 'assign', { lead: 'zhujian', assist: ['chengguan'], reason: '会商确定' });
    expect(c.state).toMatchObject({ state: 'dispatched', finalOwner: true });
    const offered = c.try('2026-03-10 11:05', unit('zhujian'), 'request_return', { reason: '不是我们' });
    expect(offered).toMatchObject({ ok: false, code: 'action-not-offered' });
    expect(c.clock('finish', 'zhujian')?.dueAt).toBe(at('2026-03-10 13:00'));
  });
});

describe('requests', () => {
  it('pause what they would make pointless, and a refused return binds the unit as if signed', () => {
    const c = new ACase('2026-03-10 10:00').act('2026-03-10 10:30', lead, 'request_return', { reason: '非我局职责' });
    expect(c.clock('sign', 'chengguan')).toMatchObject({
      state: 'paused',
      dueAt: null,
      remaining: { value: 1800, unit: 'seconds' },
    });
    expect(c.clock('finish', 'chengguan')?.state).toBe('running');
    c.act('2026-03-10 10:50', centre, 'decide', { request: '1', granted: false, reason: '职责清单第3条' });
    expect(c.state).toMatchObject({ state: 'handling' });
    expect(c.clock('sign', 'chengguan')?.state).toBe('met');
    expect(c.clock('arrive', 'chengguan')).toMatchObject({ state: 'running', dueAt: at('2026-03-10 12:20') });
  });

  it('extend the own clock by one more limit, and cure a breach that came while they waited', () => {
    const c = new ACase('2026-03-10 10:00').act('2026-03-10 10:05', lead, 'sign');
    c.act('2026-03-10 11:59', lead, 'request_extension', { reason: '摊位多' }).wait('2026-03-10 12:10');
    expect(c.clock('finish')?.state).toBe('breached');
    c.act('2026-03-10 12:20', centre, 'decide', { request: '1', granted: true, reason: '同意' });
    expect(c.clock('finish')).toMatchObject({ state: 'running', extensions: 1, dueAt: at('2026-03-10 14:00') });
    c.wait('2026-03-10 14:00');
    expect(c.clock('finish')?.state).toBe('breached');
    expect(c.types().filter((type) => type === 'deadline_breached')).not.toHaveLength(0);
  });

  it('suspend until a day, which ends by itself', () => {
    const c = new ACase('2026-03-10 10:00').act('2026-03-10 10:05', lead, 'sign');
    c.act('2026-03-10 11:00', lead, 'request_suspension', { reason: '待招标', until: '2026-03-20' });
    c.act('2026-03-10 11:30', centre, 'decide', { request: '1', granted: true, reason: '同意' });
    expect(c.state.state).toBe('suspended');
    expect(c.clock('finish')).toMatchObject({ state: 'paused', remaining: { value: 1800, unit: 'seconds' } });
    c.wait('2026-03-21 08:00');
    expect(c.state.state).toBe('handling');
    expect(c.clock('finish')?.dueAt).toBe(at('2026-03-21 00:30'));
    expect(c.clock('suspension')?.state).toBe('met');
  });
});

describe('refusals', () => {
  it('name every faulty field at once', () => {
    const c = new ACase('2026-03-10 10:00').act('2026-03-10 10:05', lead, 'sign');
    expect(c.try('2026-03-10 10:06', lead, 'arrive', { people: 0, peple: 2, photos: 'x' })).toMatchObject({
      ok: false,
      faults: [
        { pointer: '/fields/peple', fault: 'unknown_field' },
        { pointer: '/fields/people', fault: 'too_small' },
        { pointer: '/fields/photos', fault: 'wrong_type' },
      ],
    });
  });

  it('keep a case from who only watches, and from a grid whose community has no such duty', () => {
    const c = new ACase('2026-03-10 10:00');
    const assigned = (lead: string) => c.try('2026-03-10 10:05', centre, 'assign', { lead, reason: '会商确定' });
    const watching = Object.values(c.rules.org.units).filter(({ kind }) => kind === 'oversight');
    expect(watching.length).toBeGreaterThan(0);
    for (const { code } of watching)
      expect(assigned(code)).toMatchObject({ faults: [{ pointer: '/fields/lead', params: { why: 'only_watches' } }] });
    for (const code of ['dongfeng-xinggong', 'xinggong-grid-1', 'xinggong-yard-1'])
      expect(assigned(code)).toMatchObject({ faults: [{ params: { why: 'not_on_duty_list', unit: code } }] });
    const duty = new ACase('2026-03-10 10:00', { item: 'L41' });
    duty.act('2026-03-10 10:05', centre, 'assign', { lead: 'xinggong-grid-1', reason: '社区自办' });
    expect(duty.state.tracks.at(-1)).toMatchObject({ unit: 'xinggong-grid-1', role: 'lead' });
  });

  it('take the place of an arrival in words or as a point', () => {
    const c = new ACase('2026-03-10 10:00').act('2026-03-10 10:05', lead, 'sign');
    const places = ['路口', { lon: 126.0432, lat: 42.6851 }, { unit: 'dongfeng-xinggong', address: '兴工路' }];
    for (const place of places) c.act('2026-03-10 10:06', lead, 'arrive', { people: 1, place });
    expect(c.state.tracks[0]?.arrivals.map((arrival) => arrival.place)).toEqual(places);
    const wrong = [{}, [], 5, { lon: 126 }, { lon: 42.6851, lat: 126.0432 }, { lon: '126', lat: '42' }, { unit: 'x' }];
    for (const place of [...wrong, { lon: 126, lat: 42, height: 3 }, { address: '路'.repeat(2001) }])
      expect(c.try('2026-03-10 10:07', lead, 'arrive', { people: 1, place })).toMatchObject({
        faults: [{ pointer: '/fields/place', fault: 'wrong_type', params: { expected: 'place' } }],
      });
  });

  it('tell "never yours" from "not now"', () => {
    const c = new ACase('2026-03-10 10:00');
    expect(c.try('2026-03-10 10:05', requester, 'sign')).toMatchObject({ code: 'action-not-yours' });
    expect(c.try('2026-03-10 10:05', lead, 'submit', submitted)).toMatchObject({ code: 'action-not-offered' });
    expect(c.try('2026-03-10 10:05', centre, 'nonsense')).toMatchObject({ code: 'action-not-yours' });
  });

  it('leave the case that was handed in untouched', () => {
    const c = new ACase('2026-03-10 10:00');
    const before = JSON.stringify(c.state);
    c.act('2026-03-10 10:05', lead, 'sign');
    const after = c.state;
    expect(JSON.stringify(new ACase('2026-03-10 10:00').state)).toBe(before);
    expect(after).not.toBe(before);
  });
});

describe('passing instants', () => {
  it('breach at the due instant, tell whom the ladder names, and stay breached when done late', () => {
    const c = new ACase('2026-03-10 10:00').act('2026-03-10 11:00', lead, 'sign');
    expect(c.clock('sign', 'chengguan')).toMatchObject({ state: 'breached', endedAt: at('2026-03-10 11:00') });
    const breach = c.events.find((e) => e.type === 'deadline_breached' && e.data['unit'] === 'chengguan');
    expect(breach).toMatchObject({
      dueAt: at('2026-03-10 11:00'),
      data: { name: 'sign', tell: ['centre', 'unit_head'] },
    });
    expect(c.state.flags).toContain('overdue');
  });

  it('climb the ladder after due, raising the level', () => {
    const c = new ACase('2026-03-10 10:00').wait('2026-03-16 09:00');
    const finish = c.events.filter((e) => e.data['name'] === 'finish').map((e) => [e.type, e.data['rung']]);
    expect(finish).toEqual([
      ['deadline_reminded', '50%'],
      ['deadline_reminded', '80%'],
      ['deadline_breached', 'due'],
      ['deadline_escalated', 'due + 1 working_days'],
      ['deadline_escalated', 'due + 3 working_days'],
    ]);
    expect(c.state.level).toBe('county');
  });
});
