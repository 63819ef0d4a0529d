import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileBundle, formatFile, layersOf, loadTenantsDir, type LayerFiles } from './index.ts';
import { smallBundle } from './small-bundle.fixture.ts';

const dir = new URL('../../tenants', import.meta.url).pathname;
const tenants = await loadTenantsDir(dir);

function format(content: string | Uint8Array, file = 'routing.yaml'): string {
  const formatted = formatFile('town', file, content);
  if ('faults' in formatted) throw new Error(formatted.faults.map(({ code }) => code).join());
  return formatted.text;
}

function formatted({ tenant, files }: LayerFiles): LayerFiles {
  const entries = Object.entries(files).map(([file, content]): [string, string | Uint8Array] => [
    file,
    file.endsWith('.yaml') ? format(content, file) : content,
  ]);
  return { tenant, files: Object.fromEntries(entries) };
}

describe('the one layout of a YAML file', () => {
  test.for([...tenants.keys(), 'small'])('says of %s what was said before, and is the same a second time', (code) => {
    const layers = code === 'small' ? smallBundle() : layersOf(tenants, code);
    const once = layers.map(formatted);
    expect(compileBundle(once).hash).toBe(compileBundle(layers).hash);
    expect(once.map(formatted)).toEqual(once);
  });

  test('keeps comments, order and quotes; pads maps and not lists; breaks no line', () => {
    const long = '事'.repeat(200);
    const text = `# above\n\n\nrules:\n- {code: "011",when: {item: [ a,b ]},  because: ${long}}   # beside\n\n\n# between\n- {b: 'x', a: 1}\n`;
    expect(format(text)).toBe(
      `# above\n\nrules:\n  - { code: "011", when: { item: [a, b] }, because: ${long} } # beside\n\n  # between\n  - { b: 'x', a: 1 }\n`,
    );
  });

  test('keeps a comment beside its key or below it', () => {
    const text = `a: # of a\n  # of b\n  b: 1\nc:\n  # of the list\n  - d: # of d\n      - e\n`;
    expect(format(text)).toBe(text);
  });

  test('leaves what is empty empty', () => {
    expect(format('a:\nb: ~\nc: ""\nd: [ {} , [] ]\n')).toBe('a:\nb: ~\nc: ""\nd: [{}, []]\n');
  });

  test('takes away byte order mark and CRLF, and ends with a line', () => {
    expect(format('\uFEFFa: 1\r\nb: 2')).toBe('a: 1\nb: 2\n');
  });

  test('answers a file that cannot be read with its faults', () => {
    const answer = formatFile('town', 'org.yaml', 'units:\n\t- a');
    expect('faults' in answer && answer.faults).toMatchObject([{ code: 'yaml/tab', line: 2, file: 'org.yaml' }]);
  });

  test('is that of the examples in the repository, up to their own spacing of comments', () => {
    const text = readFileSync(`${dir}/china/processes/whistle.yaml`, 'utf8');
    expect(format(text, 'processes/whistle.yaml').replace(/ +#/g, ' #')).toBe(text.replace(/ +#/g, ' #'));
  });
});
