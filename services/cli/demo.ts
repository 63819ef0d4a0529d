import { parseArgs } from 'node:util';
import type { CaseSnapshot } from '#services/domain/cases/schema.ts';
import { readRunFile } from '#services/platform/run-file.ts';
import type { Settings } from '#services/platform/settings.ts';
import { StartupError } from '#services/platform/startup-error.ts';
import { people, zone } from './demo/cast.ts';
import { chooseLanguage, type Text } from './demo/language.ts';
import { createPerson } from './demo/person.ts';
import { nothingRuns } from './demo/refusals.ts';
import { returnedStory } from './demo/returned-story.ts';
import { createStage, type Stage } from './demo/stage.ts';
import { stallsStory } from './demo/stalls-story.ts';
import { timelineOf } from './demo/timeline.ts';
import { unclearStory } from './demo/unclear-story.ts';
import { fetchToken } from './token.ts';

const stories: { title: Text; play: (stage: Stage) => Promise<CaseSnapshot> }[] = [
  {
    title: { zh: '一、占道摊贩：六步走完，中间返工一次', en: '1. Stalls: the six steps, one round of rework' },
    play: stallsStory,
  },
  { title: { zh: '二、说不清的事：中心定性后派单', en: '2. Unclear: the centre says what it is' }, play: unclearStory },
  {
    title: { zh: '三、不归我管：退单、改派、延期', en: '3. Not ours: returned, moved, extended' },
    play: returnedStory,
  },
];

export interface DemoOptions {
  settings: Pick<Settings, 'DATA_DIR' | 'OIDC_ISSUER'>;
  args: readonly string[];
  /** What the terminal says about its language, such as `zh_CN.UTF-8`. */
  terminalLanguage: string | undefined;
  write: (line: string) => void;
}

/** Three whistles told through the public API of the running `start`, and their histories at the end. */
export async function demo({ settings, args, terminalLanguage, write }: DemoOptions): Promise<void> {
  const language = chooseLanguage(readLang(args), terminalLanguage);
  const run = readRunFile(settings.DATA_DIR);
  if (!run) throw nothingRuns(settings.DATA_DIR);
  const enter = async (id: string) =>
    createPerson({ apiUrl: run.apiUrl, language }, id, await fetchToken(settings, id));
  const stage = createStage({ language, enter, write });

  const told: CaseSnapshot[] = [];
  for (const { title, play } of stories) {
    write(`\n${title[language]}`);
    told.push(await play(stage));
  }
  const centre = await stage.person(people.centre);
  const units = await centre.units();
  const names = { language, zone, unit: (code: string) => units.get(code) ?? code };
  for (const { id } of told) write(`\n${timelineOf(await centre.read(id), await centre.history(id), names)}`);
  const onward = {
    zh: `接着看：${run.apiUrl}/docs，或用 npm run -s token -- ${people.centre} 取令牌后自己调用。`,
    en: `Go on: ${run.apiUrl}/docs, or get a token with npm run -s token -- ${people.centre} and call it yourself.`,
  };
  write(`\n${onward[language]}`);
}

function readLang(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { lang: { type: 'string' } } }).values.lang;
  } catch {
    throw new StartupError({
      zh: `不认识的参数：${args.join(' ')}\n用法：npm run demo -- [--lang zh|en]`,
      en: `Unknown arguments: ${args.join(' ')}\nUsage: npm run demo -- [--lang zh|en]`,
    });
  }
}
