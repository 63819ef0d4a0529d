import { describe, expect, test } from 'vitest';
import {
  askAbout,
  compileBundle,
  describeFault,
  reportTree,
  reportTrees,
  tellExplained,
  type Locale,
} from '../index.ts';
import { smallBundle, type Change } from '../small-bundle.fixture.ts';

const holes = { process: 'matter', item: 'R1', location: 'east', at: '2026-04-30 17:00' };

function explain(report: Record<string, string>, lang: Locale = 'zh', ...changes: Change[]): string[] {
  const { config } = compileBundle(smallBundle(...changes));
  if (!config) throw new Error('the small bundle does not compile');
  const { asked, faults } = askAbout(config, reportTree(report));
  return asked ? tellExplained(config, asked, lang) : faults.map(({ file, code }) => `${file} ${code}`);
}

describe('a report explained', () => {
  test('tells each rule read, the lead, and the days that a limit skips', () => {
    expect(explain({ ...holes, kind: 'daily' })).toEqual([
      '事项：R1 路面坑洼',
      '时间：2026-04-30 17:00',
      '地点：东街道 › 县委',
      '上报：居民，手机应用，日常（daily）',
      '紧急程度：一般',
      '目录：第一版，2026-01-01 起',
      '',
      '派单：规则从上往下读，第一条符合的生效',
      '  ✗ street-first：上报人是居民，不是街道（乡镇）',
      '  ✗ roads-by-night：上报时间是上班时间，不是非上班时间',
      '→ 主办：路政局（roads）',
      '  没有规则符合，按事项的主办单位（catalogue/first.yaml:5）',
      '',
      '时限：',
      '办结（finish） 路政局：3 个工作日 → 2026-05-06 18:00',
      '  按事项的时限（catalogue/first.yaml:5）',
      '  2026-04-30 17:00 起算',
      '  2026-04-30 起算当日，不计入',
      '  2026-05-01 劳动节放假（land/calendar.yaml:6）',
      '  2026-05-02 周末',
      '  2026-05-03 周末',
      '  2026-05-04 第 1 天',
      '  2026-05-05 第 2 天',
      '  2026-05-06 第 3 天',
    ]);
  });

  test('says in English what of a rule fits, and that a clock runs on by night', () => {
    const lines = explain({ ...holes, item: 'R2', at: '2026-04-30 22:00' }, 'en');
    expect(lines).toContain('  ✓ roads-by-night: category is city.water; reported is outside office hours');
    expect(lines).toContain('  roads-by-night: 夜间由路政值班 (routing.yaml:3)');
    expect(lines).toContain('办结 (finish) 路政局: 2 hours → 2026-05-01 00:00');
    expect(lines).toContain('  runs from 2026-04-30 22:00, by night and on days off as well');
  });

  test('tells a rule that fits whose unit the place does not have', () => {
    const change = { file: 'routing.yaml', from: 'reporter: street', to: 'reporter: resident' };
    expect(explain({ ...holes, item: 'R2', location: 'hall' }, 'zh', change)).toContain(
      '  ✗ street-first：地点不在任何街道（street）之内',
    );
  });

  test.for([
    [{ item: 'R9' }, '--item item/unknown'],
    [{ variant: 'deep' }, '--variant variant/unknown'],
    [{ location: 'constructor' }, '--location unit/unknown'],
    [{ process: 'toString' }, '--process process/unknown'],
    [{ kind: 'x' }, '--kind kind/unknown'],
    [{ reporter: 'department' }, '--reporter report/kind-not-theirs'],
    [{ at: 'gestern' }, '--at value/local-time'],
  ] as const)('answers %j with a fault at the value that is wrong', ([change, fault]) => {
    expect(explain({ ...holes, ...change })).toEqual([fault]);
  });

  test('says that a variant needs an item', () => {
    const { item: _item, ...rest } = holes;
    expect(explain({ ...rest, variant: 'deep' })).toEqual(['--variant report/variant-without-item']);
  });
});

describe('a file with reports', () => {
  const one = '{ item: R1, location: east, at: 2026-03-10 10:00 }';

  test.for([
    [one, 1],
    [`report: ${one}\n`, 1],
    [`- name: a\n  report: ${one}\n- name: b\n  report: ${one}\n`, 2],
  ] as const)('is one report, one under `report:`, or a list: %s', ([text, count]) => {
    const { trees, faults } = reportTrees('r.yaml', text);
    expect([trees.length, faults]).toEqual([count, []]);
  });

  test('answers what is no report with its place', () => {
    const { faults } = reportTrees('r.yaml', '- one\n- two\n');
    expect(faults.map(({ line, code }) => `${line} ${code}`)).toEqual(['1 report/shape', '2 report/shape']);
    expect(describeFault(faults[0]!, 'zh').message).toBe('这不是一件上报。');
  });

  test('is also a case as the API answers it, to the second of its report', () => {
    const { config } = compileBundle(smallBundle());
    const stored = {
      id: 'c',
      process: 'matter',
      kind: 'daily',
      item: { code: 'R1', variant: null },
      location: { unit: 'east' },
      channel: 'app',
      reporter: { type: 'resident', name: null },
      createdAt: '2026-04-30T09:00:07Z',
    };
    const { trees } = reportTrees('case.json', JSON.stringify(stored));
    const { asked, faults } = askAbout(config!, trees[0]!);
    expect(faults).toEqual([]);
    expect(tellExplained(config!, asked!, 'zh').slice(0, 3)).toEqual([
      '事项：R1 路面坑洼',
      '时间：2026-04-30 17:00:07',
      '地点：东街道 › 县委',
    ]);
  });
});
