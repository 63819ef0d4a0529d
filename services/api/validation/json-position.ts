/** Where a text stops being JSON. Only asked when JSON.parse has refused it: its own message does not always say where. */
export interface JsonFault {
  /** Counted from 1, in characters. */
  line: number;
  column: number;
  found: string | null;
}

const textOrLiteral =
  /("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|true\b|false\b|null\b)/y;

type Expect = 'value' | 'value or ]' | 'name or }' | 'name' | 'colon' | 'comma or end' | 'nothing';

export function jsonFault(text: string): JsonFault {
  const open: ('{' | '[')[] = [];
  let expect: Expect = 'value';
  let at = 0;
  for (;;) {
    while (isBlank(text.charCodeAt(at))) at += 1;
    const [kind, length] = tokenAt(text, at);
    const next: Expect | undefined = length > 0 ? step(expect, open, kind) : undefined;
    if (!next) return placeOf(text, at);
    expect = next;
    at += length;
  }
}

const isBlank = (code: number) => code === 32 || code === 10 || code === 13 || code === 9;

/** A body of a megabyte may be brackets alone, so those are told without the pattern. */
function tokenAt(text: string, at: number): [kind: string, length: number] {
  const character = text.charAt(at);
  if ('{}[]:,'.includes(character)) return [character, character.length];
  textOrLiteral.lastIndex = at;
  const found = textOrLiteral.exec(text);
  return found ? [found[1] ? 'text' : 'literal', found[0].length] : ['', 0];
}

/** What may follow, or undefined where this token may not stand. */
function step(expect: Expect, open: ('{' | '[')[], kind: string): Expect | undefined {
  const after = (): Expect => (open.length > 0 ? 'comma or end' : 'nothing');
  const close = (opener: '{' | '[') => {
    if (open.at(-1) !== opener) return undefined;
    open.pop();
    return after();
  };
  const takesValue = expect === 'value' || expect === 'value or ]';
  switch (kind) {
    case '{':
    case '[':
      if (!takesValue) return undefined;
      open.push(kind);
      return kind === '{' ? 'name or }' : 'value or ]';
    case '}':
      return expect === 'name or }' || expect === 'comma or end' ? close('{') : undefined;
    case ']':
      return expect === 'value or ]' || expect === 'comma or end' ? close('[') : undefined;
    case ':':
      return expect === 'colon' ? 'value' : undefined;
    case ',':
      return expect === 'comma or end' ? (open.at(-1) === '{' ? 'name' : 'value') : undefined;
    case 'text':
      if (expect === 'name' || expect === 'name or }') return 'colon';
      return takesValue ? after() : undefined;
    default:
      return takesValue ? after() : undefined;
  }
}

function placeOf(text: string, at: number): JsonFault {
  const before = text.slice(0, at).split('\n');
  const found = at < text.length ? String.fromCodePoint(text.codePointAt(at)!) : null;
  return { line: before.length, column: [...before.at(-1)!].length + 1, found };
}
