import type { FaultText } from '../fault-texts.ts';

/** A report that is asked about. */
export const reportTexts = {
  'report/shape': {
    severity: 'error',
    en: [
      'This is no report.',
      'Write it as in a test: `{ item: E03, location: …, at: 2026-02-17 23:30 }`, alone or under `report:`.',
    ],
    zh: [
      '这不是一件上报。',
      '请照测试的写法：{ item: E03, location: …, at: 2026-02-17 23:30 }，单独写或写在 report: 下。',
    ],
  },
  'report/kind-not-theirs': {
    severity: 'error',
    en: ['The kind “{kind}” cannot be reported by “{reporter}”.', 'It can be by: {known}.'],
    zh: ['“{reporter}”不能上报种类“{kind}”。', '可以上报的有：{known}。'],
  },
  'report/variant-without-item': {
    severity: 'error',
    en: ['There is a variant and no item.', 'Name the item that it is a variant of.'],
    zh: ['写了细分情形，没有写事项。', '请写上它所属的事项。'],
  },
  'report/out-of-reach': {
    severity: 'error',
    en: ['From this time nothing can be reckoned.', 'Write a time within the years of the calendar.'],
    zh: ['从这个时间起无法推算。', '请写日历所在年份的时间。'],
  },
} as const satisfies Record<string, FaultText>;
