/**
 * What an action costs: `npm run bench -- [--rounds 3] [--cases 160] [--json FILE]`. Starts what it needs, interleaves the
 * product with what it is divided by, and prints ratios of this one run: times alone mean nothing, for machines differ.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { aHouse } from './house/house.ts';
import { measure, type Measured } from './load/measure.ts';
import { castOf } from './product/whole-case.ts';
import { report } from './report.ts';
import { worksOf } from './works.ts';

const options = {
  rounds: { type: 'string', default: '3' },
  cases: { type: 'string', default: '160' },
  json: { type: 'string' },
} as const;
const { values } = parseArgs({ options });

/** The first that has a street below it, which a province has not. */
const countyOf = (people: string[]) => people.find((person) => person.endsWith('/grid-worker'))!.split('/')[0]!;

const house = await aHouse();
try {
  const works = worksOf(house, await castOf(house, countyOf(house.people)), Number(values.cases));
  const figures: Record<string, Measured[]> = {};
  // The first round warms everything up and counts for nothing.
  for (let round = 0; round <= Number(values.rounds); round += 1)
    for (const [name, work] of Object.entries(works)) {
      const measured = await measure(house.pids, work);
      if (round > 0) (figures[name] ??= []).push(measured);
    }
  process.stdout.write(report(figures));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await house.stop();
}
