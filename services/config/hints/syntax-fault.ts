import type { YAMLParseError } from 'yaml';

import { faultAt, type Fault } from '../fault.ts';
import type { Place } from '../tree.ts';
import { findUnclosed } from './unclosed.ts';

type At = (line: number, column: number) => Place;

/**
 * What a person did, where the library says what it could not go on with. One fault a line, and none after the first that is not known to
 * end with its line: from there on everything reads as something else than was meant.
 */
export function syntaxFaults(
  text: string,
  errors: readonly YAMLParseError[],
  place: (offset: number) => Place,
  at: At,
): Fault[] {
  const lines = text.split('\n');
  const faults: Fault[] = [];
  const first = errors[0] && place(errors[0].pos[0]).line;
  const unclosed = first === undefined ? undefined : findUnclosed(lines);
  if (unclosed && first !== undefined && unclosed.line <= first) {
    const { line, column, mark, isSurplus } = unclosed;
    const closer = { '[': ']', '{': '}' }[mark] ?? mark;
    if (!wideMark(lines[line - 1] ?? '', true))
      return [faultAt(isSurplus ? 'yaml/surplus' : 'yaml/unclosed', at(line, column), { mark, closer })];
  }
  for (const error of errors) {
    const fault = syntaxFault(lines, place(error.pos[0]), error, at);
    if (faults.some(({ line }) => line === fault.line)) continue;
    faults.push(fault);
    if (fault.code !== 'yaml/colon-space') break;
  }
  return faults;
}

function syntaxFault(lines: readonly string[], place: Place, error: YAMLParseError, at: At): Fault {
  const line = lines[place.line - 1] ?? '';
  const wide = wideMark(line, error.code === 'MISSING_CHAR');
  const params = { detail: error.message, rule: `@${error.code}` };
  if (wide) return faultAt('yaml/full-width', place, { ...params, wide });
  const tight = /^ *(?:- +)*([\w-]+):(?=[^\s:/])/.exec(line);
  if (tight) return faultAt('yaml/colon-space', at(place.line, tight[0].length), { key: tight[1] ?? '' });
  const isBesideItsList =
    error.code === 'BLOCK_AS_IMPLICIT_KEY' && /^ *- /.test(line) && place.column <= indentOf(line) + 1;
  const isListItem = error.message.startsWith('Sequence item without');
  if (error.code === 'BAD_INDENT' || isBesideItsList || isListItem)
    return faultAt('yaml/indent', at(place.line, indentOf(line) + 1));
  // the value of a key goes on in a line that is indented further, and that line is a key of its own
  const next = lines[place.line] ?? '';
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY' && isKeyLine(line) && isKeyLine(next) && indentOf(next) > indentOf(line))
    return faultAt('yaml/indent', at(place.line + 1, indentOf(next) + 1));
  return faultAt('yaml/syntax', place, params);
}

/** Full-width punctuation in the place of YAML's own; inside a text it is as it should be. */
function wideMark(line: string, isUnclosed: boolean): string | undefined {
  const mark = /[，；](?=\s*[\w-]+\s*[:：])|(?<=[\w-])：|[［］｛｝]/.exec(line)?.[0];
  return mark ?? (isUnclosed ? /[“”‘’]/.exec(line)?.[0] : undefined);
}

function isKeyLine(line: string): boolean {
  return /^ *(?:- +)*[\w-]+:(?:\s|$)/.test(line);
}

function indentOf(line: string): number {
  return line.search(/\S|$/);
}
