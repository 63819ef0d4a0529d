export interface Unclosed {
  /** Both from 1. */
  line: number;
  column: number;
  mark: string;
  /** Closes nothing, where it is not one that is never closed. */
  isSurplus: boolean;
}

const closerOf: Record<string, string> = { '[': ']', '{': '}' };

/**
 * The first bracket or quote that is not closed where its entry ends, or that closes nothing. What stands behind it reads as something
 * else, so a parser finds it out many lines later. Texts without quotes may hold any of them; only what stands where a value begins opens.
 */
export function findUnclosed(lines: readonly string[]): Unclosed | undefined {
  const open: { line: number; column: number; mark: string; indent: number }[] = [];
  const unclosed = () => {
    const first = open[0]!;
    return { line: first.line, column: first.column, mark: first.mark, isSurplus: false };
  };
  for (const [index, line] of lines.entries()) {
    const indent = line.search(/\S/);
    if (indent < 0 || line.trimStart().startsWith('#')) continue;
    if (open[0] && indent <= open[0].indent && /^ *(- |[\w-]+:(\s|$))/.test(line)) return unclosed();
    for (let at = indent; at < line.length; at += 1) {
      const char = line[at]!;
      if (char === '#' && /\s/.test(line[at - 1] ?? ' ')) break;
      const begins = isValueStart(line, at, open.length > 0);
      if ((char === '"' || char === "'") && begins) {
        const end = endOfQuote(line, at);
        if (end < 0) {
          if (isContinued(lines, index, indent, char)) return undefined;
          return { line: index + 1, column: at + 1, mark: char, isSurplus: false };
        }
        at = end;
      } else if ((char === '[' || char === '{') && (begins || open.length > 0)) {
        open.push({ line: index + 1, column: at + 1, mark: char, indent });
      } else if (char === ']' || char === '}') {
        const last = open.at(-1);
        if (last && closerOf[last.mark] === char) open.pop();
        else if (last) return { line: last.line, column: last.column, mark: last.mark, isSurplus: false };
        else if (begins) return { line: index + 1, column: at + 1, mark: char, isSurplus: true };
      }
    }
  }
  return open.length > 0 ? unclosed() : undefined;
}

function isValueStart(line: string, at: number, isInFlow: boolean): boolean {
  const before = line.slice(0, at);
  return /(^\s*|:\s+|^\s*(- +)+)$/.test(before) || (isInFlow && /[[{,]\s*$/.test(before));
}

function endOfQuote(line: string, from: number): number {
  const quote = line[from]!;
  for (let at = from + 1; at < line.length; at += 1) {
    if (quote === '"' && line[at] === '\\') at += 1;
    else if (line[at] === quote && quote === "'" && line[at + 1] === "'") at += 1;
    else if (line[at] === quote) return at;
  }
  return -1;
}

/** A quoted text may go on in lines that are indented further. */
function isContinued(lines: readonly string[], from: number, indent: number, quote: string): boolean {
  for (const line of lines.slice(from + 1)) {
    if (line.trim() === '') continue;
    if (line.search(/\S/) <= indent) return false;
    if (line.includes(quote)) return true;
  }
  return false;
}
