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
  'process/goes-twice': {
    severity: 'error',
    en: ['The action “{name}” says both `goes` and `to`.', 'Keep one.'],
    zh: ['动作“{name}”同时写了 goes 和 to。', '请只留一个。'],
  },
  'process/within-name': {
    severity: 'error',
    en: [
      '`within` names {count} deadlines[[: {names}]][[; is one of them “{nearest}”?]].',
      'Write one key with the budget; the others here are: {known}.',
    ],
    zh: [
      'within 里有 {count} 个时限名称[[：{names}]][[，其中是不是有“{nearest}”？]]。',
      '请只写一个名称和时长；其余可写：{known}。',
    ],
  },
  'process/never-entered': {
    severity: 'error',
    en: [
      '“{name}” never starts: a case begins in “{state}” and nothing leads back to it.',
      'Write it under `deadlines:` with `from: report`.',
    ],
    zh: [
      '“{name}”永远不会起算：案件从“{state}”开始，之后没有哪一步再回到它。',
      '请写到 deadlines 下，并写 from: report。',
    ],
  },
  'process/never-asked': {
    severity: 'error',
    en: [
      '“{name}” never starts: it runs until a day that is asked for, and none was when it would start.',
      'Let the `granted` of a request whose action has the field `until` lead to this state, or write a duration.',
    ],
    zh: [
      '“{name}”永远不会起算：它到申请的日期为止，而起算时没有申请过日期。',
      '请让某种申请（其动作带 until 字段）的 granted 转到这个状态，或直接写时长。',
    ],
  },
  'process/no-items': {
    severity: 'error',
    en: [
      '“{name}” never starts: it runs for the limit of the item, and there are no items.',
      'Write a duration, or a catalogue.',
    ],
    zh: ['“{name}”永远不会起算：它按事项时限，而这里没有事项。', '请写时长，或写目录。'],
  },
  'process/limit-at-report': {
    severity: 'warning',
    en: [
      '“{name}” starts with the report and runs for the limit of the item: a case reported without an item never gets it.',
      'Start it `from: track`, when the item is known, or write a duration.',
    ],
    zh: [
      '“{name}”从上报起算、按事项时限：上报时没有选事项的案件就没有这个时限。',
      '请改为 from: track（那时事项已定），或写时长。',
    ],
  },
  'process/judged-before': {
    severity: 'error',
    en: [
      '“{name}” never starts: its condition is judged as it would start, and `{key}` is then {known}.',
      'Ask for what is so at that moment, or start the clock where the other is so: in a state, by `within`.',
    ],
    zh: [
      '“{name}”永远不会起算：条件在起算的那一刻判断，那时 {key} 是 {known}。',
      '请改用那一刻成立的条件，或在条件成立的状态里用 within 起算。',
    ],
  },
  'process/clock-met': {
    severity: 'error',
    en: [
      'In the state “{name}” it is somebody’s turn, and the only clock that watches it, {known}, counts as met as soon as the case comes here.',
      'Take the state out of its `met_in`, or write `within:`.',
    ],
    zh: [
      '状态“{name}”轮到有人办理，而唯一看着它的时限 {known} 一进入这个状态就算完成了。',
      '请从它的 met_in 里去掉这个状态，或写 within。',
    ],
  },
  'process/state-unreachable': {
    severity: 'error',
    en: ['Nothing leads to the state “{name}”.', 'Let an action or another state go to it, or delete it.'],
    zh: ['没有哪一步能到状态“{name}”。', '请让某个动作或状态转到它，或删去。'],
  },
  'process/state-dead-end': {
    severity: 'error',
    en: [
      'From the state “{name}” there is no way on.',
      'Offer an action that leads on, write `goes:`, or `ends: true` if it is the end.',
    ],
    zh: ['到了状态“{name}”就走不下去。', '请提供能转走的动作，或写 goes；若是终点请写 ends: true。'],
  },
  'process/no-end': {
    severity: 'error',
    en: ['No state ends the case.', 'Mark the last state with `ends: true`.'],
    zh: ['没有结束状态。', '请给最后的状态写上 ends: true。'],
  },
  'process/no-deadline': {
    severity: 'error',
    en: [
      'In the state “{name}” somebody is waited for, and no deadline runs.',
      'Add `within:`, so that a wait always ends with somebody being told.',
    ],
    zh: ['状态“{name}”要等人处理，却没有时限。', '请写上 within，久等时才有人知道。'],
  },
  'process/clock-of-nobody': {
    severity: 'warning',
    en: [
      'A clock runs in the state “{name}”, and it is nobody’s turn: it stands in no work list.',
      'Write `turn:`, whose move it is.',
    ],
    zh: ['状态“{name}”有时限，却没有写轮到谁，谁的待办里都不会有。', '请写上 turn（轮到谁）。'],
  },
  'process/turn-of-nobody': {
    severity: 'warning',
    en: [
      'In the state “{name}” it is the turn of `{turn}`, who may do nothing there.',
      'Write under `may:` what they may do (units: name the state under `acts_in`), or say whose turn it is.',
    ],
    zh: [
      '状态“{name}”写着轮到 {turn}，它在这里却没有可做的动作。',
      '请在 may 里写上能做什么（units 要把该状态写进 track 的 acts_in），或改写轮到谁。',
    ],
  },
  'process/told-nobody': {
    severity: 'warning',
    en: [
      'The clock “{name}” would remind units, and in the state “{state}” none needs to be at work.',
      'Name somebody who is there, such as `centre`, or let units act in this state.',
    ],
    zh: ['“{name}”要提醒单位，而状态“{state}”中可能没有单位在办。', '请改为提醒 centre 等，或让单位在此状态可办理。'],
  },
  'process/expiry-approves': {
    severity: 'error',
    en: [
      'When “{name}” runs out, the case would count as {what}: time passing never approves anything.',
      'Let it remind, raise, or move along a path that decides nothing.',
    ],
    zh: ['“{name}”到期后案件会按{what}处理：到期不得视为同意。', '请改为提醒、升级，或转到不作结论的状态。'],
  },
  'process/action-nobody': {
    severity: 'error',
    en: ['Nobody may take the action “{name}”.', 'Name it under `may:` of a state, or delete it.'],
    zh: ['没有人可以做动作“{name}”。', '请写进某个状态的 may，或删去。'],
  },
  'process/end-without-outcome': {
    severity: 'error',
    en: ['This leads to the end “{state}” and says no outcome.', 'Add `outcome:`, one of {known}.'],
    zh: ['这里转到结束状态“{state}”，却没有写办理结果。', '请补上 outcome，可选：{known}。'],
  },
  'process/outcome-without-end': {
    severity: 'error',
    en: ['An outcome belongs to an end, and “{state}” is none.', 'Delete `outcome:`, or go to a state that ends.'],
    zh: ['“{state}”不是结束状态，不能写办理结果。', '请删去 outcome，或转到结束状态。'],
  },
  'process/goes-loop': {
    severity: 'error',
    en: ['States move on by themselves in a circle: {path}.', 'Let a person or a deadline stand between them.'],
    zh: ['几个状态自动互转，绕成了圈：{path}。', '请让其中一步由人办理或由时限触发。'],
  },
  'process/effect-needs': {
    severity: 'error',
    en: [
      'The effect “{effect}” goes to the {what} “{name}”, which this process does not have.',
      'Add it, or leave the effect out.',
    ],
    zh: ['效果“{effect}”会转到{what}“{name}”，这个流程里没有。', '请补上，或不用这个效果。'],
  },
  'process/budget-incomplete': {
    severity: 'error',
    en: ['The budget says nothing for {missing}.', 'Give each urgency its time.'],
    zh: ['时限没有写 {missing} 的时间。', '请给每种紧急程度都写上。'],
  },
  'process/track-states': {
    severity: 'error',
    en: ['A track goes through {known}; “{name}” is missing.', 'Add the state.'],
    zh: ['单位办理要经过 {known}，缺少“{name}”。', '请补上。'],
  },
  'process/rung-order': {
    severity: 'warning',
    en: ['The rung “{at}” stands after a later one.', 'Write rungs in the order in which they come.'],
    zh: ['“{at}”写在了更晚的一级后面。', '请按先后顺序写。'],
  },
  'process/unused': {
    severity: 'warning',
    en: ['Nothing uses “{name}”.', 'Use it or delete it.'],
    zh: ['“{name}”没有被用到。', '请用上或删去。'],
  },
} as const satisfies Record<string, FaultText>;
