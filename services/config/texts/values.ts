import type { FaultText } from '../fault-texts.ts';

/** Single values and keys, whatever the file. */
export const valueTexts = {
  'value/missing': {
    severity: 'error',
    en: ['“{key}” is missing here.', 'Add `{key}:`.'],
    zh: ['这里缺少“{key}”。', '请补上“{key}:”。'],
  },
  'value/unknown-key': {
    severity: 'error',
    en: ['“{key}” is not known here[[; did you mean “{nearest}”?]].', 'Known here: {known}.'],
    zh: ['这里没有“{key}”这一项[[，是不是“{nearest}”？]]。', '这里可写：{known}。'],
  },
  'value/unknown-choice': {
    severity: 'error',
    en: ['“{text}” is not one of the choices[[; did you mean “{nearest}”?]].', 'Write one of: {known}.'],
    zh: ['“{text}”不在可选之列[[，是不是“{nearest}”？]]。', '请写其中之一：{known}。'],
  },
  'value/quote-digits': {
    severity: 'error',
    en: [
      '{text} without quotes is a number, and other programs drop its leading zeros or last digits.',
      'Put it in quotes: "{text}".',
    ],
    zh: ['{text} 不加引号会被当成数字，可能丢掉开头的 0 或末尾几位。', '请加引号："{text}"。'],
  },
  'value/odd-mark': {
    severity: 'error',
    en: ['“{text}” holds {mark}, which only looks like what is meant.', 'Type it anew: `{plain}`.'],
    zh: ['“{text}”里有 {mark}，只是看着像要写的。', '请用半角重新输入：{plain}。'],
  },
  'value/plain-number': {
    severity: 'error',
    en: [
      '“{text}” is not written as a plain number.',
      'Write its digits without a zero in front, `_`, `0x` or `e`, e.g. `10`.',
    ],
    zh: ['“{text}”不是普通写法的数字。', '请只写数字，前面不加 0，也不用 _、0x、e，如 10。'],
  },
  'value/type': {
    severity: 'error',
    en: ['This should be {expected}, and is {found}.', 'Write {expected}.'],
    zh: ['这里应是{expected}，写的却是{found}。', '请写成{expected}。'],
  },
  'value/empty': {
    severity: 'error',
    en: ['Nothing is written here.', 'Write a value or take the line away.'],
    zh: ['这里没有写值。', '请写上值，或删去这一行。'],
  },
  'value/invalid': {
    severity: 'error',
    en: ['This value does not fit: {detail}', 'See the reference for what may stand here.'],
    zh: ['这个值不合要求（{detail}）。', '请查语言参考中这一项的写法。'],
  },
  'value/one-line': {
    severity: 'error',
    en: ['The text has a line break where one line is shown.', 'Write it in one line.'],
    zh: ['文字中有换行，而此处只显示一行。', '请写成一行。'],
  },
  'value/unreadable-character': {
    severity: 'error',
    en: ['The text has a control character or half a character in it.', 'Type it again.'],
    zh: ['文字中有控制字符或不完整的字符。', '请重新输入。'],
  },
  'value/too-long': {
    severity: 'error',
    en: ['The text is too long.', 'Shorten it.'],
    zh: ['文字太长。', '请缩短。'],
  },
  'value/too-many': {
    severity: 'error',
    en: ['The list is too long.', 'Keep what is needed.'],
    zh: ['列表太长。', '请只留需要的。'],
  },
  'value/positive': {
    severity: 'error',
    en: ['{text} is too small.', 'Write a whole number from 1.'],
    zh: ['{text} 太小。', '请写从 1 起的整数。'],
  },
  'value/code': {
    severity: 'error',
    en: [
      '“{text}” is not a code[[; what has this title has the code `{codes}`]].',
      'Use letters, digits, `-` and `_`, at most 64, beginning with a letter or digit.',
    ],
    zh: [
      '“{text}”不能作代码[[，这个名称的代码是“{codes}”]]。',
      '代码用字母、数字、- 和 _，以字母或数字开头，最长 64 个。',
    ],
  },
  'value/duration': {
    severity: 'error',
    en: [
      '“{text}” is not a duration.',
      '[[If nights and days off count, write `{plain}`. ]][[If only office hours count, write `{working}`. ]]A duration is a whole number, a space and a unit: minutes, hours or days, or, in office hours only, working_minutes, working_hours or working_days.',
    ],
    zh: [
      '“{text}”不是时长。',
      '[[夜间、节假日也算的，写“{plain}”。]][[只算上班时间的，写“{working}”。]]写法是整数、空格、单位：minutes、hours、days 连续计算，working_minutes、working_hours、working_days 只算上班时间。',
    ],
  },
  'value/duration-too-far': {
    severity: 'error',
    en: ['{text} is more than twenty years by this calendar.', 'Write a shorter duration.'],
    zh: ['按本日历，{text} 超过二十年。', '请写短一些的时长。'],
  },
  'value/budget': {
    severity: 'error',
    en: [
      '“{text}” says no length of time.',
      'Write a duration such as `2 working_hours`, the name of a setting, or one duration per urgency or level.',
    ],
    zh: ['“{text}”不能作时限。', '请写时长（如“2 working_hours”）、设置项名称，或按紧急程度、层级分别写。'],
  },
  'value/date': {
    severity: 'error',
    en: ['“{text}” is not a day of the calendar.', 'Write year-month-day, e.g. `2026-02-17`.'],
    zh: ['“{text}”不是有效日期。', '请写成 年-月-日，如 2026-02-17。'],
  },
  'value/days': {
    severity: 'error',
    en: [
      '“{text}” is neither a day nor a stretch of days.',
      'Write year-month-day, e.g. `2026-02-17`, or first and last day of at most a year, e.g. `2026-10-01..2026-10-07`.',
    ],
    zh: [
      '“{text}”不是日期，也不是一段日子。',
      '请写成 年-月-日，如 2026-02-17；一段日子写首尾两天（不超过一年），如 2026-10-01..2026-10-07。',
    ],
  },
  'value/days-order': {
    severity: 'error',
    en: ['“{text}” ends before it begins.', 'Put the earlier day first.'],
    zh: ['“{text}”结束早于开始。', '请先写开始的那天。'],
  },
  'value/day-of-year': {
    severity: 'error',
    en: ['“{text}” is not a day of the year.', 'Write month-day, e.g. `10-25`; June ends on `06-30`.'],
    zh: ['“{text}”不是一年中的日子。', '请写成 月-日，如 10-25；注意 6 月到 06-30 为止。'],
  },
  'value/local-time': {
    severity: 'error',
    en: ['“{text}” is not a moment.', 'Write e.g. `2026-02-17 23:30`.'],
    zh: ['“{text}”不是有效时间。', '请写成 2026-02-17 23:30 这样。'],
  },
  'value/span': {
    severity: 'error',
    en: ['“{text}” is not a stretch of a day.', 'Write e.g. `08:00-12:00`.'],
    zh: ['“{text}”不是一段时间。', '请写成 08:00-12:00 这样。'],
  },
  'value/span-order': {
    severity: 'error',
    en: ['“{text}” ends before it begins.', 'Put the earlier time first; split what goes over midnight in two.'],
    zh: ['“{text}”结束早于开始。', '请先写开始时间；跨零点的分成两段。'],
  },
  'value/division': {
    severity: 'error',
    en: ['“{text}” is not a division code.', 'Write the 6 digits of GB/T 2260 in quotes.'],
    zh: ['“{text}”不是行政区划代码。', '请写 GB/T 2260 的 6 位代码并加引号。'],
  },
  'value/unit-division': {
    severity: 'error',
    en: ['“{text}” is not a division code.', 'Write 6, 9, 12 or 15 digits in quotes.'],
    zh: ['“{text}”不是区划代码。', '请写 6、9、12 或 15 位数字并加引号。'],
  },
  'value/zone': {
    severity: 'error',
    en: ['“{text}” is not a time zone.', 'Write an IANA name, e.g. `Asia/Shanghai`.'],
    zh: ['“{text}”不是时区。', '请写 IANA 时区名，如 Asia/Shanghai。'],
  },
  'value/number-prefix': {
    severity: 'error',
    en: ['“{text}” cannot begin a case number.', 'Write 1 to 8 capital letters and digits, a letter first.'],
    zh: ['“{text}”不能作编号前缀。', '请写 1 至 8 个大写字母或数字，以字母开头。'],
  },
  'value/phone': {
    severity: 'error',
    en: ['“{text}” is not a phone number.', 'Write its digits in quotes.'],
    zh: ['“{text}”不是电话号码。', '请写号码并加引号。'],
  },
  'value/distance': {
    severity: 'error',
    en: ['“{text}” is not a distance.', 'Write metres, e.g. `50 m`.'],
    zh: ['“{text}”不是距离。', '请写米数，如“50 m”。'],
  },
  'value/category': {
    severity: 'error',
    en: [
      '“{text}” is not a category.',
      'Write small letters, a dot between class and sub-class, e.g. `livelihood.municipal`.',
    ],
    zh: ['“{text}”不是类别。', '请用小写字母，大类和小类之间用点，如 livelihood.municipal。'],
  },
  'value/refer': {
    severity: 'error',
    en: ['“{text}” is not a number to call.', 'Write the digits in quotes, e.g. "119".'],
    zh: ['“{text}”不是可拨打的号码。', '请写号码并加引号，如 "119"。'],
  },
  'value/rung': {
    severity: 'error',
    en: ['“{text}” is not a moment of a deadline.', 'Write e.g. `80%`, `due` or `due + 1 working_days`.'],
    zh: ['“{text}”不是时限中的时点。', '请写 80%、due（到期）或 due + 1 working_days 这样。'],
  },
  'value/setting': {
    severity: 'error',
    en: [
      '“{text}” cannot be the value of a setting.',
      'Write a duration, a number, true or false, or a list of codes.',
    ],
    zh: ['“{text}”不能作设置项的值。', '请写时长、数字、true 或 false，或代码列表。'],
  },
  'value/setting-bound': {
    severity: 'error',
    en: ['“{text}” cannot be a bound.', 'Write a duration or a number.'],
    zh: ['“{text}”不能作界限。', '请写时长或数字。'],
  },
  'value/count': {
    severity: 'error',
    en: ['“{text}” is not a count.', 'Write a whole number or the name of a setting.'],
    zh: ['“{text}”不是次数。', '请写整数或设置项名称。'],
  },
} as const satisfies Record<string, FaultText>;
