import type { FaultParams } from './fault.ts';
import type { FaultCode } from './fault-texts.ts';
import { isOddBlank, oddMark } from './hints/odd-marks.ts';

/** Largest file that is read: a county of five thousand courtyards stays well below it. */
const maxBytes = { yaml: 600_000, geojson: 2_000_000 };
const maxNesting = 60;

export interface TextFault {
  code: FaultCode;
  line: number;
  column: number;
  params: FaultParams;
  /** Nothing sensible can be read after it. */
  fatal?: boolean;
}

/** UTF-8 with or without a byte order mark; anything else is refused with the place of the first wrong byte. */
export function decodeText(content: string | Uint8Array, file: string): { text: string } | { fault: TextFault } {
  const limit = file.endsWith('.geojson') ? maxBytes.geojson : maxBytes.yaml;
  const size = typeof content === 'string' ? content.length : content.byteLength;
  if (size > limit) return { fault: { code: 'file/too-large', line: 1, column: 1, params: { size, limit } } };
  if (typeof content === 'string') return { text: lineBreaks(content.replace(/^\uFEFF/, '')) };
  // UTF-16 is valid UTF-8 as far as Latin letters go, with a NUL beside each
  if (content.subarray(0, 64).includes(0))
    return { fault: { code: 'file/not-utf8', line: 1, column: 1, params: { encoding: 'UTF-16' } } };
  try {
    return { text: lineBreaks(new TextDecoder('utf-8', { fatal: true }).decode(content)) };
  } catch {
    const readable = new TextDecoder('utf-8').decode(content);
    const { line, column } = positionOf(readable, Math.max(0, readable.indexOf('\uFFFD')));
    return { fault: { code: 'file/not-utf8', line, column, params: { encoding: 'GBK' } } };
  }
}

/** Old programs end lines with CR alone, which YAML allows and its library does not know. */
function lineBreaks(text: string): string {
  return text.replace(/\r(?!\n)/g, '\n');
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** What the YAML library reports badly or not at all: tabs as indentation, full-width punctuation, endless nesting. */
export function findLayoutFaults(text: string): TextFault[] {
  const faults: TextFault[] = [];
  const nul = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.exec(text);
  if (nul) faults.push({ code: 'yaml/control-character', ...positionOf(text, nul.index), params: {}, fatal: true });
  let nesting = 0;
  /** Of the key under which a text of several lines stands; what is in it is anybody's. */
  let textIndent: number | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const at = (code: FaultCode, offset: number, fatal = false, params: FaultParams = { limit: maxNesting }) => {
      faults.push({ code, line: index + 1, column: offset + 1, params, fatal });
    };
    if (faults.length >= 20) break;
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    if (indent.includes('\t') && line.trim() !== '' && nesting === 0) at('yaml/tab', indent.indexOf('\t'), true);
    const marks = /[&*!]/.test(line) ? /(?:^|\s)(?:[&*!]\S*\s+){4}/.exec(line) : null;
    if (marks) at('yaml/alias', marks.index, true);
    const wide = line.includes('：') ? /^[ ]*(-[ ]+)*[\w.-]+：/.exec(line) : null;
    if (wide) at('yaml/full-width-colon', wide[0].length - 1, true);
    if (line.trim() !== '' && textIndent !== undefined && indent.length <= textIndent) textIndent = undefined;
    const isText = textIndent !== undefined;
    if (/(?::|^ *-) +[|>][-+\d]* *$/.test(line.slice(-200)) && !isText) textIndent = indent.length;
    const blank = isText ? null : /^[ ]*(?:- +)*(?:[\w-]+:)?(?=[^\x20-\x7F])/.exec(line);
    const odd = blank && oddMark(line[blank[0].length] ?? '');
    if (odd && isOddBlank(line[blank[0].length]!)) at('yaml/odd-blank', blank[0].length, true, { mark: odd.mark });
    else if (odd && /^[ ]*[－—–‒−] *\S|^[ ]*＃/.test(line) && nesting === 0)
      at('yaml/odd-mark', blank[0].length, true, { mark: line[blank[0].length]!, plain: odd.plain });
    nesting = nestingAfter(line, nesting);
    // each dash and each step in takes two characters
    if (nesting > maxNesting || (line.length > 2 * maxNesting && depthOfDashes(line) > maxNesting)) {
      at('yaml/too-deep', indent.length, true);
      break;
    }
  }
  return faults;
}

/** Brackets outside quotes; a bracket in a plain text counts too, which only makes the bound stricter. */
function nestingAfter(line: string, before: number): number {
  if (before === 0 && !/[[{]/.test(line)) return 0;
  let nesting = before;
  let quote = '';
  for (const [char] of line.matchAll(/["'#[\]{}]/g)) {
    if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '#') break;
    else if (char === '[' || char === '{') nesting += 1;
    else if (char === ']' || char === '}') nesting = Math.max(0, nesting - 1);
    if (nesting > maxNesting) return nesting;
  }
  return nesting;
}

function depthOfDashes(line: string): number {
  const lead = /^ *((?:[-?] +)*)/.exec(line);
  return (lead?.[1]?.match(/[-?]/g)?.length ?? 0) + (lead ? Math.floor((/^ */.exec(line)?.[0].length ?? 0) / 2) : 0);
}
