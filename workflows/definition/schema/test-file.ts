import { z } from 'zod';

import { about, channels, Code, LocalTime, oneOrMore, reporterTypes, Title, urgencies } from './scalars.ts';

const ReportFile = z
  .strictObject({
    at: LocalTime,
    process: Code.optional().meta(about('Process; `whistle` when left out.', '流程，不写即 whistle')),
    kind: Code.optional().meta(about("Kind; the process's first when left out.", '种类，不写即流程的第一种')),
    item: Code.optional(),
    variant: Code.optional(),
    location: Code.meta(about('Unit in whose area it is.', '地点所在单位')),
    reporter: z.enum(reporterTypes).optional().meta(about('`resident` when left out.', '不写即 resident')),
    channel: z.enum(channels).optional().meta(about('`app` when left out.', '不写即 app')),
  })
  .meta(about('A report to try.', '试报一件'));

const ExpectFile = z
  .object({
    rule: Code.meta(about('Routing rule that decides; `item`: none did.', '由哪条规则决定；item 为按事项主办')),
    lead: Code,
    assist: oneOrMore(Code),
    urgency: z.enum(urgencies),
    refer: z.string().meta(about('Number that it is referred to.', '转报警的号码', '119')),
    state: Code.meta(about('State in which the case then is.', '案件随后的状态', 'triage')),
    outcome: Code.meta(about('What became of it.', '办理结果', 'referred')),
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

const TestEntry = z.strictObject({ name: Title, report: ReportFile, expect: ExpectFile });
export type TestEntry = z.infer<typeof TestEntry>;

export const TestFile = z
  .array(TestEntry)
  .meta({ title: 'tests/*.yaml', ...about('Tests of the bundle, run at every check.', '配置的测试，每次检查都运行') });
