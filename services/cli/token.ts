import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { readRunFile } from '#services/platform/run-file.ts';
import type { Settings } from '#services/platform/settings.ts';
import { StartupError } from '#services/platform/startup-error.ts';

const People = z.array(z.object({ id: z.string(), name: z.string() }));
const Answer = z.object({ access_token: z.string() });

/** An access token of the running development issuer for a demo person, given as `<tenant>/<name>`. */
export async function fetchToken(
  settings: Pick<Settings, 'DATA_DIR' | 'OIDC_ISSUER'>,
  person: string | undefined,
): Promise<string> {
  const issuerUrl = findIssuer(settings);
  const people = People.parse(await (await fetch(`${issuerUrl}/demo-people`)).json());
  if (person === undefined || !people.some(({ id }) => id === person)) throw unknownPerson(person, people);
  const body = new URLSearchParams({ grant_type: 'urn:countyflow:demo-person', client_id: 'countyflow-demo', person });
  const response = await fetch(`${issuerUrl}/token`, { method: 'POST', body });
  return Answer.parse(await response.json()).access_token;
}

function findIssuer({ DATA_DIR, OIDC_ISSUER }: Pick<Settings, 'DATA_DIR' | 'OIDC_ISSUER'>): string {
  const run = readRunFile(DATA_DIR);
  if (run?.issuerUrl) return run.issuerUrl;
  const other = OIDC_ISSUER ?? (run && '?');
  if (other !== undefined)
    throw new StartupError({
      zh: `演示令牌只由内置的签发者发放；这里用的是外部签发者 ${other}，请向它取令牌。`,
      en: `Demo tokens come from the embedded issuer only; this installation uses ${other}: get a token there.`,
    });
  throw new StartupError({
    zh: `没有找到正在运行的 Countyflow（数据目录 ${DATA_DIR}）。\n请先在另一个终端执行 npm start；若它用了别的 DATA_DIR，这里也要设成同样的值。`,
    en: `No Countyflow is running on ${DATA_DIR}.\nRun npm start in another terminal first; if it has another DATA_DIR, set the same here.`,
  });
}

function unknownPerson(person: string | undefined, people: z.infer<typeof People>) {
  const all = people.map(({ id, name }) => `  ${id}  ${name}`).join('\n');
  const usage = 'npm run -s token -- <tenant>/<name>';
  if (person === undefined)
    return new StartupError({ zh: `用法：${usage}\n演示人员：\n${all}`, en: `Usage: ${usage}\nDemo people:\n${all}` });
  const nearest = people
    .map(({ id }) => id)
    .toSorted((a, b) => distance(person, a) - distance(person, b))
    .slice(0, 3);
  return new StartupError({
    zh: `没有演示人员 ${person}。是不是 ${nearest.join('、')}？\n全部演示人员：\n${all}`,
    en: `There is no demo person ${person}. Did you mean ${nearest.join(' or ')}?\nAll demo people:\n${all}`,
  });
}
