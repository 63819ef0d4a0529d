/**
 * What the handbook of 80 items asks for, read from its table and not from any YAML: the second opinion against which
 * a county's catalogue, rules and clocks are held. Columns and units: see the table's first line.
 */
import { readFileSync } from 'node:fs';
import type { Budget, DurationUnit } from '#workflows/definition/calendar.ts';
import type { Urgency } from '#workflows/definition/compiled-process.ts';
import { addBudget } from '#workflows/engine/worktime/index.ts';
import { statutory } from '#workflows/engine/worktime/statutory-calendar.fixture.ts';

export interface HandbookItem {
  code: string;
  lead: string;
  assist: string[];
  urgency: Urgency;
  limit: Budget;
  visit: boolean;
}

/** Advice and answers only: nobody has to go there. */
const noVisit = ['L16', 'L50', 'L51'];

export const handbook: HandbookItem[] = readFileSync(new URL('handbook-80.fixture.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => /^[EL]\d\d\t/.test(line))
  .map((line) => {
    const [code = '', , , , lead = '', assist = '', urgency, value, unit] = line.split('\t');
    return {
      code,
      lead,
      assist: assist.split(';').filter(Boolean),
      urgency: urgency as Urgency,
      limit: { value: Number(value), unit: unit as DurationUnit },
      visit: !noVisit.includes(code),
    };
  });

type Clocks = Record<Urgency, Budget>;
const budget = (value: number, unit: DurationUnit): Budget => ({ value, unit });
const same = (b: Budget) => ({ normal: b, long_term: b });
/** The clocks of the six steps by urgency (handbook practice: dispatch, sign, contact, arrive). */
const steps: Record<'dispatch' | 'sign' | 'contact' | 'arrive', Clocks> = {
  dispatch: { emergency: budget(10, 'minutes'), urgent: budget(30, 'minutes'), ...same(budget(30, 'working_minutes')) },
  sign: { emergency: budget(15, 'minutes'), urgent: budget(1, 'hours'), ...same(budget(1, 'working_hours')) },
  contact: { emergency: budget(30, 'minutes'), urgent: budget(2, 'hours'), ...same(budget(24, 'hours')) },
  arrive: {
    emergency: budget(30, 'minutes'),
    urgent: budget(2, 'hours'),
    normal: budget(1, 'working_days'),
    long_term: budget(5, 'working_days'),
  },
};

/** What is due when, by deadline and unit, for a report at `at` (epoch ms) that `lead` and `assist` (unit codes) get. */
export function dueOf(item: HandbookItem, at: number, lead: string, assist: string[]): Record<string, number> {
  const due = (given: Budget) => addBudget(statutory, at, given).dueAt;
  const finish = due(item.limit);
  // An urgent item with a limit in office time has clocks in office time, and none is due after the limit.
  const follows = item.urgency === 'urgent' && item.limit.unit.startsWith('working_');
  const track = (name: 'sign' | 'contact' | 'arrive') => {
    const { value, unit } = steps[name][item.urgency];
    return Math.min(finish, due({ value, unit: follows ? (`working_${unit}` as DurationUnit) : unit }));
  };
  const found: Record<string, number> = {
    dispatch: due(steps.dispatch[item.urgency]),
    [`finish ${lead}`]: finish,
    [`contact ${lead}`]: track('contact'),
  };
  for (const unit of assist) found[`answer ${unit}`] = finish;
  for (const unit of [lead, ...assist]) {
    found[`sign ${unit}`] = track('sign');
    if (item.visit) found[`arrive ${unit}`] = track('arrive');
  }
  return found;
}
