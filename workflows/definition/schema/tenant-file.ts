import { z } from 'zod';

import { readPhone } from '../../text/phone.ts';
import { tidyLine } from '../../text/plain-text.ts';
import { about, Code, Duration, Note, Title, urgencies } from './scalars.ts';

const because = Note.meta(about('Why; shown to whoever meets it.', '理由，会显示给遇到的人'));

const ItemLimitLock = z
  .strictObject({
    keep: z.literal('item_limit'),
    for: z.enum(urgencies).optional().meta(about('Only items of this urgency.', '只管这一紧急程度的事项')),
    at_most: Duration,
    because,
  })
  .meta(about('No item may have a longer limit.', '事项时限不得更长'));

const StepLock = z
  .strictObject({
    keep: z.literal('step'),
    step: Code.meta(about('Code of a step.', '环节代码', 'evaluate')),
    process: Code.optional().meta(about('Only this process; without it `whistle`.', '只管这一流程，不写即 whistle')),
    because,
  })
  .meta(about('The step may not be left out of the process.', '流程不得略去这一环节'));

const SettingLock = z
  .strictObject({
    keep: z.literal('setting'),
    process: Code,
    setting: Code,
    at_least: z.union([Duration, z.number()], { error: 'value/setting-bound' }).optional(),
    at_most: z.union([Duration, z.number()], { error: 'value/setting-bound' }).optional(),
    because,
  })
  .meta(about('The setting stays between these bounds.', '设置项不得超出这一范围'));

export const Lock = z.discriminatedUnion('keep', [ItemLimitLock, StepLock, SettingLock]);
export type Lock = z.infer<typeof Lock>;

export const SettingValue = z.union([Duration, z.number(), z.boolean(), z.array(Code)], { error: 'value/setting' });

const isPhone = (text: string) => readPhone(text) !== null;

export const TenantFile = z
  .strictObject({
    code: Code.meta(about('Code of the tenant, the same as its folder.', '租户代码，与文件夹同名', 'demo')),
    title: Title,
    kind: z.enum(['country', 'province', 'county']).meta(about('Which layer it is.', '层次：全国、省、县区')),
    extends: Code.optional().meta(
      about('The tenant whose rules it takes over.', '沿用谁的规则；county 沿用省，省沿用全国'),
    ),
    division: z
      .string()
      .regex(/^\d{6}$/, 'value/division')
      .optional()
      .meta(about('Division code of GB/T 2260, in quotes.', '行政区划代码（GB/T 2260），加引号', '110101')),
    zone: z
      .string()
      .refine(isZone, 'value/zone')
      .optional()
      .meta(about('IANA time zone; inherited when left out.', '时区，不写即沿用上级', 'Asia/Shanghai')),
    number_prefix: z
      .string()
      .regex(/^[A-Z][A-Z0-9]{0,7}$/, 'value/number-prefix')
      .optional()
      .meta(about('Begins every case number.', '案件编号的开头', 'HN')),
    notice_gateway: Code.optional().meta(
      about(
        "Name of the operator's message gateway that reminders go to; without one they stay in the work lists.",
        '提醒经哪个消息网关发出；不写则只显示在待办中',
      ),
    ),
    contacts: z
      .array(z.strictObject({ title: Title, phone: z.string().overwrite(tidyLine).refine(isPhone, 'value/phone') }))
      .optional()
      .meta(about('Who answers questions about this tenant.', '联系人')),
    settings: z
      .record(Code, z.record(Code, SettingValue))
      .optional()
      .meta(
        about('Per process, the settings that it offers.', '各流程提供的设置项', {
          whistle: { evaluate_within: '10 days' },
        }),
      ),
    locks: z
      .array(Lock)
      .optional()
      .meta(about('What the tenants below may tighten and not loosen.', '下级只能收紧、不能放宽的规定')),
  })
  .meta({
    title: 'tenant.yaml',
    ...about('Who the tenant is and whose rules it takes over.', '租户是谁、沿用谁的规则'),
  });
export type TenantFile = z.infer<typeof TenantFile>;

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
