import { z } from 'zod';

import type { FieldType } from '../compiled-process.ts';
import { ConditionFile } from './process-condition.ts';
import { DeadlineFile, DurationOrSetting, Ladder, Recipients, WithinFile } from './process-deadline.ts';
import { EffectFile, Moves, Names } from './process-move.ts';
import { about, Code, Duration, oneOrMore, reporterTypes, Title, trackRoles, urgencies } from './scalars.ts';

export const turns = ['centre', 'units', 'requester', 'street_leader'] as const;
export const fieldTypes = [
  'text',
  'choice',
  'yes_no',
  'number',
  'money',
  'date',
  'instant',
  'photos',
  'place',
  'location',
  'person',
  'unit',
  'units',
  'item',
  'variant',
  'case',
  'request',
  'household',
] as const satisfies readonly FieldType[];

const SettingFile = z.strictObject({
  default: z.union([Duration, z.number(), z.boolean(), z.array(Code)], { error: 'value/setting' }),
  at_least: z.union([Duration, z.number()], { error: 'value/setting-bound' }).optional(),
  at_most: z.union([Duration, z.number()], { error: 'value/setting-bound' }).optional(),
  title: Title.optional(),
});

const KindFile = z.strictObject({
  title: Title,
  urgency: z.enum(urgencies).optional().meta(about("Instead of the item's.", '代替事项的紧急程度')),
  from: oneOrMore(z.enum(reporterTypes)).meta(about('Who may report it.', '谁可以上报')),
  approved_by: z.enum(['street_leader', 'centre']).optional().meta(about('Who must stand behind it.', '须由谁批准')),
});

const StateFile = z.strictObject({
  title: Title,
  step: Code.meta(about('Step that it belongs to.', '属于哪个环节')),
  turn: z.enum(turns).optional().meta(about('Whose move it is.', '轮到谁')),
  may: z
    .strictObject({
      requester: Names,
      for_requester: Names.meta(
        about('The centre, for a requester who has no account.', '指挥中心代没有账号的诉求人（来电、来访）'),
      ),
      centre: Names,
      street_leader: Names,
      nearby: Names.meta(
        about(
          'Whoever has the same matter before their eyes: how they follow it.',
          '身边有同一情况的人：以哪个动作关注本件',
        ),
      ),
      anyone: Names,
    })
    .partial()
    .optional()
    .meta(about('Who may do what.', '谁可以做什么')),
  within: WithinFile.optional(),
  goes: Moves.optional().meta(about('Moves on by itself when one of these holds.', '满足条件时自动转走')),
  ends: z.literal(true).optional().meta(about('The case is over.', '案件到此结束')),
});
export type StateFile = z.infer<typeof StateFile>;

const TrackStateFile = z.strictObject({
  title: Title,
  may: z
    .strictObject({ lead: Names, assist: Names })
    .partial()
    .optional()
    .meta(about('Who may do what.', '谁可以做什么')),
});

const TrackFile = z
  .object({
    step: Code.meta(about("What the history calls the units' part.", '各单位办理的部分在历史中记作哪个环节')),
    acts_in: Names.meta(about('States of the case in which units act.', '案件在哪些状态时各单位可办理')),
  })
  .catchall(TrackStateFile)
  .meta(about('What one unit does: states of its own.', '一个单位的办理情况'));

const FieldFile = z.strictObject({
  type: z.enum(fieldTypes),
  title: Title.optional(),
  required: z.boolean().optional(),
  of: z.array(z.string()).optional().meta(about('Choices; for a text only suggestions.', '可选的值；text 则为建议')),
  at_least: z.number().int().optional().meta(about('How many at least.', '至少几个')),
  min: z.number().optional().meta(about('Smallest number.', '最小值')),
  max: z.number().optional().meta(about('Largest number, or longest text in characters.', '最大值；text 为最多字数')),
  when: ConditionFile.optional().meta(
    about('Asked for only when this holds.', '满足时才要填', { reached: true }, { state: 'handling' }),
  ),
  default: z
    .union([z.string(), z.number(), z.boolean()])
    .optional()
    .meta(about('What counts where nothing is said.', '不填时算什么', true)),
});

const ActionFile = z.strictObject({
  title: Title.optional(),
  event: Code.optional().meta(about('Event that it leaves; its own name when left out.', '记为哪个事件，不写即同名')),
  when: ConditionFile.optional().meta(about('Not offered unless this holds.', '满足才提供')),
  fields: z.record(Code, FieldFile).optional(),
  do: z.array(EffectFile).optional(),
  to: Code.optional().meta(about('State of the case next.', '案件转到的状态')),
  outcome: Code.optional().meta(about('What became of the case.', '办理结果')),
  goes: z
    .union([Moves, Code], { error: 'process/goes' })
    .optional()
    .meta(about('Several ways on, or the action that it is treated like.', '多种去向，或与哪个动作同样处理')),
  track_goes: Code.optional().meta(about("State of the unit's track next.", '该单位转到的状态')),
  attempt: z
    .strictObject({
      when: ConditionFile.meta(about('When it was only tried.', '什么情况只算一次尝试', { reached: false })),
      event: Code.meta(about('Event that the attempt leaves.', '尝试记为哪个事件', 'callback_missed')),
    })
    .optional()
    .meta(
      about(
        'Tried without success: told and counted, nothing else happens and clocks run on.',
        '没有办成的一次尝试：记入历史并计次，案件不动，时限照走',
      ),
    ),
  counted: z
    .literal(true)
    .optional()
    .meta(about('How often and when last is shown with the case.', '记下第几次、最近一次在何时，随案件显示')),
  again_after: DurationOrSetting.optional().meta(
    about('Not again before; it is counted too.', '多久之内不得再次办理；同时计次', '10 minutes'),
  ),
  remind: Recipients.optional().meta(
    about('Who is reminded; `unit`: those not done yet.', '提醒谁；unit 为尚未反馈的单位'),
  ),
  tell: Recipients.optional().meta(about('Who is told; `unit`: those not done yet.', '告知谁；unit 为尚未反馈的单位')),
});
export type ActionFile = z.infer<typeof ActionFile>;

const RequestFile = z.strictObject({
  title: Title.optional(),
  by: oneOrMore(z.enum(trackRoles)).meta(about('Who may ask.', '谁可以申请')),
  unless: ConditionFile.optional().meta(about('Not offered while this holds.', '满足时不得申请')),
  before: z
    .literal('own_clock')
    .optional()
    .meta(about("Only before the unit's own clock has run out.", '须在自己的时限之前')),
  at_most: z
    .union([z.number().int(), Code], { error: 'value/count' })
    .optional()
    .meta(about('How many may be granted.', '最多批准几次')),
  longest: DurationOrSetting.optional().meta(about('For how long at most.', '最长多久')),
  while_waiting: z
    .strictObject({
      pause: Names.meta(about('Deadlines that stand still meanwhile.', '其间暂停的时限')),
      withhold: Names.meta(about('Actions not offered meanwhile.', '其间不提供的动作')),
    })
    .partial()
    .optional(),
  granted: Moves.optional().meta(about('What granting does.', '同意后')),
  refused: Moves.optional().meta(about('What refusing does.', '不同意后')),
});
export type RequestFile = z.infer<typeof RequestFile>;

export const ProcessFile = z
  .strictObject({
    process: Code.meta(about('Code of the process, the same as its file.', '流程代码，与文件同名', 'whistle')),
    title: Title,
    starts_at_level: Code.meta(about('Level a case begins at.', '从哪一级开始', 'street')),
    steps: z.record(Code, Title).meta(about('Steps that people see.', '给人看的环节')),
    outcomes: z.record(Code, Title).meta(about('What can become of a case.', '可能的办理结果')),
    settings: z.record(Code, SettingFile).optional().meta(about('All that a county sets.', '各地可调整的设置项')),
    kinds: z.record(Code, KindFile).meta(about('Kinds of report.', '种类')),
    begins: Code.meta(about('First state.', '起始状态')),
    states: z.record(Code, StateFile),
    track: TrackFile,
    actions: z.record(Code, ActionFile),
    requests: z.record(Code, RequestFile).optional().meta(about('What units ask for.', '单位的申请')),
    deadlines: z.record(Code, DeadlineFile).optional(),
    ladders: z.record(Code, Ladder).optional().meta(about('What happens as deadlines near and pass.', '催办阶梯')),
  })
  .meta({
    title: 'processes/*.yaml',
    ...about('A kind of work: states, actions, deadlines.', '一种流程：状态、动作、时限'),
  });
export type ProcessFile = z.infer<typeof ProcessFile>;
