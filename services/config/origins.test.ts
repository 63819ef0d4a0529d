import { describe, expect, test } from 'vitest';
import { daysOf } from './calendar-days.ts';
import { compileBundle, layersOf, loadTenantsDir, originOf } from './index.ts';

const tenants = await loadTenantsDir(new URL('../../tenants', import.meta.url).pathname);

/** What no line says, because compiling makes it: defaults, and what follows from where something stands. */
const made =
  /\/(source|index|event|on|effect|code|tenant|parent|fraction|expiresAs)$|\/(budget|units\/[^/]+)\/kind$|\/starts\/state$|^\/(engineLevel|parents)|\/geometry\//;
const defaults = new Set<unknown>([null, true, false, 'normal', 'needed', '0001-01-01']);

describe.each([...tenants.keys()])('tenants/%s', (tenant) => {
  test('says of every value the line that it is written in', () => {
    const { config } = compileBundle(layersOf(tenants, tenant));
    if (!config) throw new Error('does not compile');
    const { origins, ...values } = config;
    const wrong: string[] = [];
    for (const [pointer, value] of leaves(values, '')) {
      const origin = originOf(origins, pointer);
      if (defaults.has(value)) continue;
      const text = String(value);
      if (!says(lineAt(tenant, origin), text)) wrong.push(`${pointer} = ${text} ← ${origin}`);
    }
    expect(wrong).toEqual([]);
  });
});

function says(line: string, text: string): boolean {
  if (line.includes(text)) return true;
  const stretch = /\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d/.exec(line);
  return stretch !== null && daysOf(stretch[0]).includes(text);
}

function lineAt(tenant: string, origin = ''): string {
  const [, place = '', line = ''] = /^(.*):(\d+)$/.exec(origin) ?? [];
  const first = place.split('/')[0] ?? '';
  const [layer, file] = tenants.has(first) ? [first, place.slice(first.length + 1)] : [tenant, place];
  const content = tenants.get(layer)?.files[file] ?? '';
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  return text.split('\n')[Number(line) - 1] ?? '';
}

function* leaves(value: unknown, pointer: string): Generator<[string, unknown]> {
  if (made.test(pointer)) return;
  if (typeof value !== 'object' || value === null) return void (yield [pointer, value]);
  for (const [key, inner] of Object.entries(value)) yield* leaves(inner, `${pointer}/${key.replaceAll('/', '~1')}`);
}
