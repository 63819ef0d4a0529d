import { z } from 'zod';

import { recipients } from './process-deadline.ts';
import { about, channels, Code, LocalTime, oneOrMore, reporterTypes, Title, urgencies } from './scalars.ts';

export const ReportFile = z
  .strictObject({
    at: LocalTime,
    process: Code.optional().meta(about('Process; `whistle` when left out.', '流程，不写即 whistle')),
    kind: Code.optional().meta(about("Kind; the process's first when left out.", '种类，不写即流程的第一种')),
    item: Code.optional(),
    variant: Code.optional(),
    location: z
      .union([Code, z.tuple([z.number(), z.number()])], { error: 'test/location' })
      .meta(
        about(
          'Unit in whose area it is, or a point: longitude and latitude (WGS-84), which the areas place.',
          '地点所在单位；或坐标 [经度, 纬度]（WGS-84），由辖区边界定单位',
          'qiyi-yard-3',
          [113.831, 34.021],
        ),
      ),
    reporter: z.enum(reporterTypes).optional().meta(about('`resident` when left out.', '不写即 resident')),
    channel: z.enum(channels).optional().meta(about('`app` when left out.', '不写即 app')),
  })
  .meta(about('A report to try.', '试报一件'));

const ExpectFile = z
  .object({
    rule: Code.meta(about('Routing rule that decides; `item`: none did.', '由哪条规则决定；item 为按事项主办')),
    lead: Code.meta(about('Unit that leads.', '主办单位')),
    location: Code.meta(about('Unit in whose area a point lies.', '坐标落在哪个单位')),
    waits_for: oneOrMore(Code).meta(
      about(
        'Whom the case waits for, all of them: units, `centre`, `requester`, `street_leader`.',
        '此时在等谁办，全部写出：单位代码、centre、requester、street_leader',
        ['centre'],
      ),
    ),
    assist: oneOrMore(Code).meta(about('Units that assist, all of them.', '全部协办单位')),
    urgency: z.enum(urgencies),
    refer: z.string().meta(about('Number that it is referred to.', '转报警的号码', '119')),
    state: Code.meta(
      about(
        'State of the case, or of the deadline named beside it.',
        '案件的状态；同时写了 deadline 的，为该时限的状态',
        'triage',
        'breached',
      ),
    ),
    outcome: Code.meta(about('What became of it.', '办理结果', 'referred')),
    level: Code.meta(about('Level that it has reached.', '到了哪一级', 'street')),
    deadline: Code.meta(about('Deadline that `state` and `told` are about.', 'state、told 说的是哪个时限', 'sign')),
    told: oneOrMore(z.enum(recipients)).meta(
      about('Who has been reminded or told of it by then.', '此前已提醒或告知谁', ['unit_head']),
    ),
  })
  .partial()
  .catchall(LocalTime)
  .meta(
    about(
      'What must come of it; besides these, deadlines by name with the moment they are due.',
      '应有的结果；另可写时限名称和到期时间',
      { lead: 'chengguan', finish: '2026-03-10 12:00' },
    ),
  );
export type ExpectFile = z.infer<typeof ExpectFile>;
/** Every other key of an expectation is the name of a deadline. */
export const expectWords: string[] = Object.keys(ExpectFile.shape);

const FieldValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

/** In which relations a test may act; a unit acts as itself. */
export const playedRelations = ['requester', 'centre', 'street_leader', 'anyone'] as const;

const ActFile = z
  .strictObject({
    action: Code,
    by: Code.optional().meta(
      about(
        'Who does it: a unit, `centre`, `requester`, `street_leader` or `anyone`, and what they may not do is refused; left out, whoever may.',
        '由谁做：单位代码、centre、requester、street_leader 或 anyone，无权的会被拒绝；不写即由有权的人做',
        'requester',
      ),
    ),
    unit: Code.optional().meta(about("Whose track it is on; the lead's when left out.", '哪个单位做，不写即主办')),
    fields: z
      .record(Code, FieldValue)
      .optional()
      .meta(about('What is filled in.', '填写的内容', { reason: '不属本单位' })),
  })
  .meta(about('This is done.', '做这个动作'));

const StepFile = z.strictObject({
  at: LocalTime,
  do: ActFile.optional(),
  expect: ExpectFile.optional(),
});

const TestEntry = z.strictObject({
  name: Title,
  report: ReportFile,
  expect: ExpectFile.optional(),
  then: z.array(StepFile).optional().meta(about('What happens later, in order.', '此后依次发生的事')),
});
export type TestEntry = z.infer<typeof TestEntry>;

export const TestFile = z
  .array(TestEntry)
  .meta({ title: 'tests/*.yaml', ...about('Tests of the bundle, run at every check.', '配置的测试，每次检查都运行') });
