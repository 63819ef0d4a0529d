import type { Calendar, DayOff } from '../../definition/calendar.ts';

/** The State Council's days of 2025 and 2026, the statutory days of 2027 provisional, office hours 08-12 and 14-18. */
export const statutory: Calendar = {
  zone: 'Asia/Shanghai',
  coveredFrom: '2025-01-01',
  coveredUntil: '2026-12-31',
  seasons: [
    {
      code: 'all_year',
      title: '全年',
      hours: {
        weekdays: [
          { from: '08:00', to: '12:00' },
          { from: '14:00', to: '18:00' },
        ],
      },
    },
  ],
  daysOff: [
    ...off('元旦', '2025-01-01'),
    ...off('春节', '2025-01-28', '2025-02-04'),
    ...off('清明节', '2025-04-04', '2025-04-06'),
    ...off('劳动节', '2025-05-01', '2025-05-05'),
    ...off('端午节', '2025-05-31', '2025-06-02'),
    ...off('国庆节、中秋节', '2025-10-01', '2025-10-08'),
    ...off('元旦', '2026-01-01', '2026-01-03'),
    ...off('春节', '2026-02-15', '2026-02-23'),
    ...off('清明节', '2026-04-04', '2026-04-06'),
    ...off('劳动节', '2026-05-01', '2026-05-05'),
    ...off('端午节', '2026-06-19', '2026-06-21'),
    ...off('中秋节', '2026-09-25', '2026-09-27'),
    ...off('国庆节', '2026-10-01', '2026-10-07'),
    ...provisional('元旦', '2027-01-01'),
    ...provisional('春节', '2027-02-05', '2027-02-08'),
    ...provisional('清明节', '2027-04-05'),
    ...provisional('劳动节', '2027-05-01', '2027-05-02'),
    ...provisional('端午节', '2027-06-09'),
    ...provisional('中秋节', '2027-09-15'),
    ...provisional('国庆节', '2027-10-01', '2027-10-03'),
  ],
  daysWorked: [
    '2025-01-26',
    '2025-02-08',
    '2025-04-27',
    '2025-09-28',
    '2025-10-11',
    '2026-01-04',
    '2026-02-14',
    '2026-02-28',
    '2026-05-09',
    '2026-09-20',
    '2026-10-10',
  ].map((date) => ({ date, title: '调休上班', source: 'calendar.yaml:40' })),
};

/** An instant as a local clock at a fixed offset shows it: `2026-03-02 10:00`, Beijing time unless told. */
export function at(local: string, offset = '+08:00'): number {
  const ms = Date.parse(`${local.replace(' ', 'T')}${offset}`);
  if (Number.isNaN(ms)) throw new Error(`not a time: ${local}${offset}`);
  return ms;
}

function off(title: string, from: string, to = from): DayOff[] {
  const days: DayOff[] = [];
  for (let ms = Date.parse(from); ms <= Date.parse(to); ms += 86_400_000)
    days.push({ date: new Date(ms).toISOString().slice(0, 10), title, source: 'calendar.yaml:12' });
  return days;
}

function provisional(title: string, from: string, to?: string): DayOff[] {
  return off(title, from, to).map((day) => ({ ...day, provisional: true }));
}
