import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { examples } from './examples.ts';
import { countryCalendar } from './generate.ts';
import { pictureOf } from './picture-of.ts';
import { drawTimeline } from './timeline.ts';

const guides = join(import.meta.dirname, '..', '..', 'docs', 'guides');
const calendar = await countryCalendar();

describe.for(examples)('the picture “$name” of the guide on working time', (example) => {
  const picture = pictureOf(calendar, example);

  test('stands in both languages, beside the budget and the time that it shows', () => {
    const due = picture.days
      .at(-1)
      ?.marks.find(({ kind }) => kind === 'due')
      ?.text.replace('到期 ', '');
    for (const page of ['working-time.md', 'working-time.zh.md']) {
      const text = readFileSync(join(guides, page), 'utf8');
      expect(text).toContain(`(pictures/${example.name}.svg)`);
      const section = text
        .slice(0, text.indexOf(`(pictures/${example.name}.svg)`))
        .split('![')
        .slice(-2)
        .join('');
      expect(section).toContain(`\`${example.budget.value} ${example.budget.unit}\``);
      expect(section).toContain(due);
    }
  });

  test('begins with the start, ends with the due instant, and shows as counted what the budget says', () => {
    expect(picture.days[0]?.marks[0]?.kind).toBe('start');
    expect(picture.days.at(-1)?.marks.at(-1)?.kind).toBe('due');
    const hours = picture.days.flatMap(({ spent }) => spent).reduce((sum, [from, to]) => sum + to - from, 0);
    const isDays = example.budget.unit.endsWith('days');
    expect(hours).toBeCloseTo(isDays ? 0 : example.budget.value);
  });
});

test('what a title holds cannot end its element', () => {
  expect(drawTimeline({ title: '<a> & "b"', year: '2026', days: [] })).toContain('&lt;a> &amp; &quot;b&quot;');
});
