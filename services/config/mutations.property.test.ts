import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkBundle, describeFault, type LayerFiles } from './index.ts';
import { smallBundle } from './small-bundle.fixture.ts';

/** Places in the small bundle: a layer, one of its files, and a share of the file's length. */
const place = fc.record({ layer: fc.nat(1), file: fc.nat(9), at: fc.double({ min: 0, max: 1, noNaN: true }) });
const snippet = fc.oneof(
  fc.string({ maxLength: 12, unit: 'binary' }),
  fc.constantFrom(
    '\t',
    '：',
    '，',
    '&a ',
    '*a',
    '!!x ',
    '- ',
    '? ',
    ': ',
    '[',
    ']',
    '{',
    '}',
    '"',
    '\n',
    '\r',
    '|\n',
    '>',
    '#',
    '%',
    '---\n',
    '\0',
    '\uFEFF',
    '011',
    '9'.repeat(20),
    'null',
    'true',
    '~',
    '2026-02-30',
    '0 hours',
    '-1',
    '1e400',
    'constructor',
    '__proto__',
    '<<',
  ),
);

/** Cuts, doubles, swaps or writes over a piece of one file, or drops the file. */
const mutation = fc.record({
  place,
  length: fc.nat(60),
  how: fc.constantFrom('cut', 'insert', 'double', 'line', 'swap-lines', 'drop', 'bytes'),
  snippet,
});
type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

function mutate(layers: LayerFiles[], { place: where, length, how, snippet: text }: Mutation): LayerFiles[] {
  const layer = layers[where.layer];
  const names = Object.keys(layer?.files ?? {});
  const name = names[where.file % names.length];
  const content = name === undefined ? undefined : layer?.files[name];
  if (!layer || name === undefined || typeof content !== 'string') return layers;
  const start = Math.floor(where.at * content.length);
  const lines = content.split('\n');
  const row = Math.floor(where.at * lines.length);
  const piece = content.slice(start, start + length);
  const changed: Record<Mutation['how'], () => string | Uint8Array | undefined> = {
    cut: () => content.slice(0, start) + content.slice(start + length),
    insert: () => content.slice(0, start) + text + content.slice(start),
    double: () => content.slice(0, start) + piece + content.slice(start),
    line: () => [...lines.slice(0, row), lines[row] ?? '', ...lines.slice(row)].join('\n'),
    'swap-lines': () =>
      [...lines.slice(0, row), ...lines.slice(row, row + 2).toReversed(), ...lines.slice(row + 2)].join('\n'),
    drop: () => undefined,
    bytes: () => {
      const bytes = Buffer.from(content);
      bytes[Math.floor(where.at * (bytes.length - 1))] = length * 4;
      return bytes;
    },
  };
  const next = changed[how]();
  const files = Object.fromEntries(Object.entries(layer.files).filter(([other]) => other !== name));
  if (next !== undefined) files[name] = next;
  return layers.map((other) => (other === layer ? { ...layer, files } : other));
}

describe('a bundle changed at random', () => {
  test('is answered with faults that have a place and words, or compiles', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const layers = mutations.reduce(mutate, smallBundle());
        const { ok, config, hash, faults } = checkBundle(layers, { today: '2026-03-01' });
        expect(config !== undefined && hash !== undefined).toBe(
          ok || faults.every(({ code, severity }) => severity === 'warning' || code.startsWith('test/')),
        );
        if (config) expect(JSON.parse(JSON.stringify(config))).toEqual(config);
        for (const fault of faults) {
          const { line, column, message, remedy } = describeFault(fault, 'zh');
          expect(Number.isInteger(line) && Number.isInteger(column) && line >= 1 && column >= 1).toBe(true);
          expect(`${message}${remedy}`).not.toMatch(/\{\w+\}|undefined|\[\[/);
          expect(message).not.toBe('');
        }
      }),
      { numRuns: 300 },
    );
  });
});
