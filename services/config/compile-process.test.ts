import { describe, expect, test } from 'vitest';
import { compileBundle, layersOf, loadTenantsDir } from './index.ts';

const tenants = await loadTenantsDir(new URL('../../tenants', import.meta.url).pathname);
const whistle = compileBundle(layersOf(tenants, 'china')).config?.processes['whistle'];
const deadline = (name: string) => whistle?.deadlines.find((candidate) => candidate.name === name);

describe('the standard process, compiled', () => {
  test('starts a deadline of a state with it, under the name that is its first key', () => {
    expect(deadline('evaluate')).toMatchObject({
      starts: { on: 'state', state: 'evaluating' },
      budget: { kind: 'fixed', budget: { value: 7, unit: 'days' } },
      metBy: [{ action: 'evaluate' }, { action: 'record_callback' }],
      expiresAs: 'met',
      ladder: [
        {
          index: 0,
          label: 'due',
          at: { due: true },
          to: 'closed',
          outcome: 'unrated',
          do: [{ effect: 'call_back_task' }],
        },
      ],
    });
  });

  test('puts named ladders in place, rung by rung', () => {
    expect(deadline('finish')?.ladder.map(({ index, label, at }) => [index, label, at])).toEqual([
      [0, '50%', { fraction: 0.5 }],
      [1, '80%', { fraction: 0.8 }],
      [2, 'due', { due: true }],
      [3, 'due + 1 working_days', { due: true, plus: { value: 1, unit: 'working_days' } }],
      [4, 'due + 3 working_days', { due: true, plus: { value: 3, unit: 'working_days' } }],
    ]);
  });

  test('keeps deadlines in the order of the file, which breaks ties', () => {
    const names = whistle?.deadlines.map(({ name }) => name);
    expect(names?.indexOf('approve')).toBe(0);
    expect(names?.slice(-3)).toEqual(['contact', 'arrive', 'decide']);
  });

  test('treats an action that names another like that one', () => {
    expect(whistle?.actions['record_callback']?.goes).toEqual(whistle?.actions['evaluate']?.goes);
    expect(whistle?.actions['evaluate']?.goes.map(({ when }) => when)).toContainEqual({
      fields: { solved: [true], satisfaction: ['satisfied', 'basically_satisfied'] },
    });
  });

  test('knows actions of the tracks from those of the case', () => {
    expect(whistle?.actions['submit']?.on).toBe('track');
    expect(whistle?.actions['assign']?.on).toBe('case');
  });

  test('reads an action’s own end as its one move', () => {
    expect(whistle?.actions['withdraw']?.goes).toEqual([{ when: {}, to: 'closed', outcome: 'withdrawn', do: [] }]);
  });

  test('asks of a field only whether it was given', () => {
    expect(whistle?.requests['return']?.granted[0]?.when).toEqual({ fields: { lead: { given: true } } });
  });

  test('puts settings in the place of their names', () => {
    expect(whistle?.requests['extension']?.atMost).toBe(2);
    expect(deadline('sign')?.budget).toMatchObject({ kind: 'by_urgency', officeTimeFollowsLimit: ['urgent'] });
  });
});
