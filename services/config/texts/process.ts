import type { FaultText } from '../fault-texts.ts';

/** States, actions, deadlines. */
export const processTexts = {
  'process/effect': {
    severity: 'error',
    en: ['This is not an effect.', 'Write the name of one, or one with its parameter, e.g. `{ flag: checked }`.'],
    zh: ['这不是可用的动作效果。', '请写效果名称，或带参数的写法，如 { flag: checked }。'],
  },
  'process/ladder': {
    severity: 'error',
    en: [
      'This is neither the name of a ladder nor a list of rungs.',
      'Write e.g. `then: finish`, or `then: [{ at: due, tell: [centre] }]`.',
    ],
    zh: ['这里既不是催办阶梯的名称，也不是各级的列表。', '请写 then: finish，或 then: [{ at: due, tell: [centre] }]。'],
  },
  'process/met-by': {
    severity: 'error',
    en: ['This is not an action.', 'Write its name, or `{ action: contact, reached: true }`.'],
    zh: ['这里不是动作。', '请写动作名称，或 { action: contact, reached: true }。'],
  },
  'process/goes': {
    severity: 'error',
    en: [
      'This says no way on.',
      'Write a list such as `[{ to: closed, outcome: solved }]`, or the name of another action.',
    ],
    zh: ['这里没有写清去向。', '请写 [{ to: closed, outcome: solved }] 这样的列表，或另一个动作的名称。'],
  },
} as const satisfies Record<string, FaultText>;
