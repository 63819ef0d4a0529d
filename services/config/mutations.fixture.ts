/** Bundles changed at random, and what any answer to one must keep: no crash, and every fault with a place and words. */
import fc from 'fast-check';
import { isMap, isSeq, parseDocument, visit, type Node, type Pair } from 'yaml';
import { checkBundle, describeFault, type Fault, type LayerFiles } from './index.ts';

/** Where in a bundle: a layer, one of its files, and a share of the file. */
const place = fc.record({ layer: fc.nat(7), file: fc.nat(19), at: fc.double({ min: 0, max: 0.9999, noNaN: true }) });
const words = [
  ...[
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
  ],
  ...['---\n', '\0', '\uFEFF', '011', '9'.repeat(20), 'null', 'true', '~', '2026-02-30', '0 hours', '999999 days'],
  ...['-1', '1e400', 'constructor', '__proto__', 'toString', '<<', '2026-03-10 24:00', '31-12', '00:00-24:00'],
];
const snippet = fc.oneof(fc.string({ maxLength: 12, unit: 'binary' }), fc.constantFrom(...words));

const inBytes = ['cut', 'insert', 'double', 'line', 'swap-lines', 'drop', 'bytes'] as const;
const inStructure = ['delete', 'replace', 'move', 'twice', 'rename', 'empty', 'deepen'] as const;

/** One change: of the text of a file, of the tree that it holds, or of which files there are. */
export const mutation = fc.record({
  place,
  length: fc.nat(60),
  other: fc.double({ min: 0, max: 0.9999, noNaN: true }),
  how: fc.constantFrom(...inBytes, ...inStructure),
  snippet,
});
export type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

export function mutate(layers: LayerFiles[], change: Mutation): LayerFiles[] {
  const layer = layers[change.place.layer % layers.length];
  const names = Object.keys(layer?.files ?? {});
  const name = names[change.place.file % names.length];
  const content = name === undefined ? undefined : layer?.files[name];
  if (!layer || name === undefined || content === undefined) return layers;
  const text = Buffer.from(content).toString('utf8');
  const isStructure = (inStructure as readonly string[]).includes(change.how);
  const next = isStructure ? changeTree(text, change) : changeText(text, change);
  const files = Object.fromEntries(Object.entries(layer.files).filter(([other]) => other !== name));
  if (next !== undefined) files[name] = next;
  return layers.map((other) => (other === layer ? { ...layer, files } : other));
}

function changeText(
  text: string,
  { place: { at }, length, how, snippet: added }: Mutation,
): string | Uint8Array | undefined {
  const start = Math.floor(at * text.length);
  const lines = text.split('\n');
  const row = Math.floor(at * lines.length);
  switch (how) {
    case 'cut':
      return text.slice(0, start) + text.slice(start + length);
    case 'insert':
      return text.slice(0, start) + added + text.slice(start);
    case 'double':
      return text.slice(0, start + length) + text.slice(start);
    case 'line':
      return [...lines.slice(0, row), lines[row] ?? '', ...lines.slice(row)].join('\n');
    case 'swap-lines':
      return [...lines.slice(0, row), ...lines.slice(row, row + 2).toReversed(), ...lines.slice(row + 2)].join('\n');
    case 'bytes': {
      const bytes = Buffer.from(text);
      bytes[Math.floor(at * bytes.length)] = length * 4;
      return bytes;
    }
    default:
      return undefined;
  }
}

/** A tree that still is well-formed YAML and says something else. */
function changeTree(text: string, { place: { at }, other, how, snippet: word }: Mutation): string {
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false });
  if (document.errors.length > 0) return text;
  const pairs: Pair[] = [];
  visit(document, { Pair: (_, pair) => void pairs.push(pair) });
  const here = pairs[Math.floor(at * pairs.length)];
  const there = pairs[Math.floor(other * pairs.length)];
  if (!here || !there) return text;
  const copy = (node: unknown) => (node as Node | null)?.clone() ?? null;
  const changes: Record<(typeof inStructure)[number], () => void> = {
    delete: () => visit(document, { Pair: (_, pair) => (pair === here ? visit.REMOVE : undefined) }),
    replace: () => (here.value = document.createNode(word)),
    move: () => (here.value = copy(there.value)),
    twice: () => {
      const { value } = here;
      if (isSeq(value) || isMap(value)) value.items.push(...((value.clone() as typeof value).items as never[]));
    },
    rename: () => (here.key = copy(there.key)),
    empty: () => (here.value = document.createNode(at > 0.5 ? [] : {})),
    deepen: () => (here.value = document.createNode({ [word]: [copy(here.value)] })),
  };
  changes[how as (typeof inStructure)[number]]();
  try {
    return document.toString({ lineWidth: 0 });
  } catch {
    // The library reads some trees that it cannot write; there is nothing to check in them.
    return text;
  }
}

export interface Judged {
  ok: boolean;
  isCompiled: boolean;
  faults: Fault[];
  /** What an answer must never be; empty when it is sound. */
  wrong: string[];
}

/** Checks a bundle and its answer. What is thrown is wrong as well, and is left to the caller to catch. */
export function judge(layers: LayerFiles[]): Judged {
  const { ok, config, hash, faults } = checkBundle(layers, { today: '2026-03-01' });
  const wrong: string[] = [];
  const isCompiled = config !== undefined && hash !== undefined;
  const isSound = faults.every(({ code, severity }) => severity === 'warning' || code.startsWith('test/'));
  if (isCompiled !== isSound) wrong.push(`compiled: ${isCompiled}, without an error: ${isSound}`);
  if (config && JSON.stringify(JSON.parse(JSON.stringify(config))) !== JSON.stringify(config))
    wrong.push('the compiled value is no plain JSON');
  if (!config && faults.length === 0) wrong.push('no value and no fault');
  for (const fault of faults) {
    const { line, column, message, remedy, code } = describeFault(fault, 'zh');
    if (!(Number.isInteger(line) && Number.isInteger(column) && line >= 1 && column >= 1))
      wrong.push(`${code} stands at ${line}:${column}`);
    if (message === '' || /\{\w+\}|undefined|\[object|\[\[/.test(`${message}${remedy}`))
      wrong.push(`${code} says “${message}” “${remedy}”`);
  }
  return { ok, isCompiled, faults, wrong };
}
