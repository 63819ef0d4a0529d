import { describe, expect, test } from 'vitest';
import { checkBundle, describeFault } from './index.ts';
import { smallBundle, toldFaults, type Change } from './small-bundle.fixture.ts';

/** The county with one file under another name, everything else as it was. */
function renamed(file: string, to: string, content?: string) {
  const [land, town] = smallBundle();
  const { [file]: text = '', ...others } = town!.files;
  return checkBundle([land!, { tenant: 'town', files: { ...others, [to]: content ?? text } }]);
}

const landCalendar = String(smallBundle()[0]?.files['calendar.yaml']);
const ownCalendar: Change = { file: 'calendar.yaml', to: landCalendar };

describe('a file that is not read is told of, with what it should be called', () => {
  test.for<[file: string, sent: string, meant: string]>([
    ['calendar.yaml', './calendar.yaml', 'calendar.yaml'],
    ['calendar.yaml', '.\\calendar.yaml', 'calendar.yaml'],
    ['calendar.yaml', 'town\\calendar.yaml', 'calendar.yaml'],
    ['calendar.yaml', 'tenants/town/calendar.yaml', 'calendar.yaml'],
    ['calendar.yaml', 'Calendar.yaml', 'calendar.yaml'],
    ['calendar.yaml', 'CALENDAR.YAML', 'calendar.yaml'],
    ['calendar.yaml', 'calendar.yml', 'calendar.yaml'],
    ['calendar.yaml', 'calendar.yaml.txt', 'calendar.yaml'],
    ['calendar.yaml', 'calendar.yaml ', 'calendar.yaml'],
    ['calendar.yaml', 'calendar\u200B.yaml', 'calendar.yaml'],
    ['calendar.yaml', 'ｃalendar．yaml', 'calendar.yaml'],
    ['calendar.yaml', 'calender.yaml', 'calendar.yaml'],
    ['calendar.yaml', '.calendar.yaml', 'calendar.yaml'],
    ['calendar.yaml', '日历.yaml', 'calendar.yaml'],
    ['calendar.yaml', '', 'calendar.yaml'],
    ['calendar.yaml', 'calendar/', 'calendar.yaml'],
    ['calendar.yaml', 'config/calendar.yaml', 'calendar.yaml'],
    ['catalogue/first.yaml', 'later.yml', 'catalogue/later.yaml'],
    ['catalogue/first.yaml', 'catalogue//first.yaml', 'catalogue/first.yaml'],
    ['catalogue/first.yaml', 'catalogue\\first.yaml', 'catalogue/first.yaml'],
    ['catalogue/first.yaml', 'catalog/first.yaml', 'catalogue/first.yaml'],
    ['catalogue/first.yaml', 'Catalogue/First.yaml', 'catalogue/First.yaml'],
    ['catalogue/first.yaml', 'catalogue/2026/first.yaml', 'catalogue/first.yaml'],
    ['catalogue/first.yaml', 'catalogue/.first.yaml', 'catalogue/first.yaml'],
    ['catalogue/first.yaml', '.catalogue/first.yaml', 'catalogue/first.yaml'],
    ['catalogue/first.yaml', 'catalogue/e\u0301.yaml', 'catalogue/é.yaml'],
    ['catalogue/first.yaml', 'catalogue/a:b.yaml', 'catalogue/ab.yaml'],
    ['tests/first.yaml', 'test/first.yaml', 'tests/first.yaml'],
    ['tests/first.yaml', 'first.yaml', 'tests/first.yaml'],
    ['routing.yaml', 'rules.yaml', 'routing.yaml'],
    ['org.yaml', 'units.yaml', 'org.yaml'],
  ])('%s sent as “%s”', ([file, sent, meant]) => {
    const content = file === 'calendar.yaml' ? landCalendar : undefined;
    const { ok, faults } = renamed(file, sent, content);
    expect(ok).toBe(false);
    // what the file declares is not called unknown as well
    expect(faults.map(({ code, params }) => [code, params['nearest']])).toEqual([['file/unknown', meant]]);
  });

  test.for([
    ['../china/calendar.yaml', 'calendar.yaml'],
    ['/calendar.yaml', 'calendar.yaml'],
    ['C:\\tenants\\town\\catalogue\\first.yaml', 'catalogue/first.yaml'],
    ['\\\\server\\share\\org.yaml', 'org.yaml'],
    ['catalogue/../../china/catalogue/first.yaml', 'catalogue/first.yaml'],
    ['..', ''],
  ])('“%s” leads out of the folder', ([file, meant]) => {
    const { ok, faults } = checkBundle(smallBundle({ file: file!, to: '' }));
    expect(ok).toBe(false);
    expect(faults.map(({ code, params }) => [code, params['nearest']])).toEqual([['file/outside', meant]]);
    expect(describeFault(faults[0]!, 'zh').message).toContain('指到租户文件夹之外');
  });

  test('two names that many computers take for one are told of', () => {
    const edition = 'edition: 2\ntitle: 第二版\nfrom: 2026-06-01\nextends: first\nitems: []\n';
    const told = toldFaults([
      { file: 'catalogue/Later.yaml', to: edition },
      { file: 'catalogue/later.yaml', to: edition },
    ]);
    expect(told).toEqual([
      'catalogue/later.yaml:1:1 file/collides “catalogue/later.yaml” and “catalogue/Later.yaml” are one file on many computers.',
    ]);
  });

  test('a name without end is cut short', () => {
    const [fault] = checkBundle(smallBundle({ file: 'a/'.repeat(100_000), to: '' })).faults;
    expect(fault?.code).toBe('file/unknown');
    expect(fault?.file.length).toBeLessThan(200);
  });

  test('notes and what programs hide beside a bundle are left alone', () => {
    const aside = ['README.md', 'docs/说明.MD', '.DS_Store', '.git/config', '._calendar.yaml', '.calendar.yaml.swp'];
    expect(toldFaults([ownCalendar, ...aside.map((file) => ({ file, to: '\0' }))])).toEqual([]);
  });

  test('a catalogue may have a Chinese name', () => {
    const edition = 'edition: 2\ntitle: 第二版\nfrom: 2026-06-01\nextends: first\nitems: []\n';
    expect(toldFaults([{ file: 'catalogue/第二版（试行）.yaml', to: edition }])).toEqual([]);
  });
});
