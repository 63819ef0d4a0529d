export interface Unclosed {
  /** Both from 1. */
  line: number;
  column: number;
  mark: string;
  /** Closes nothing, where it is not one that is never closed. */
  isSurplus: boolean;
}

const closerOf: Record<string, string> = { '[': ']', '{': '}' };

interface Opened {
  line: number;
  column: number;
  mark: string;
  indent: number;
}

const unclosed = ({ line, column, mark }: Opened): Unclosed => ({ line, column, mark, isSurplus: false });

/**
 * The first bracket or quote that is not closed where its entry ends, or that closes nothing. What stands behind it reads as something
 * else, so a parser finds it out many lines later. Texts without quotes may hold any of them; only what stands where a value begins opens.
 * Looks at each character once, for a line may be a whole file.
 */
export function findUnclosed(lines: readonly string[]): Unclosed | undefined {
  const open: Opened[] = [];
  for (const [index, line] of lines.entries()) {
    const indent = line.search(/\S/);
    if (indent < 0 || line[indent] === '#') continue;
    const [first] = open;
    if (first && indent <= first.indent && /^ *(- |[\w-]+:(\s|$))/.test(line)) return unclosed(first);
    // What stands before, blanks left out: nothing or dashes only, then the mark itself and whether blanks follow it.
    let isLead = true;
    let before = '';
    let isAfterBlank = true;
    for (let at = indent; at < line.length; at += 1) {
      const char = line[at]!;
      if (/\s/.test(char)) {
        isAfterBlank = true;
        continue;
      }
      if (char === '#' && isAfterBlank) break;
      const begins =
        before === '' ||
        (isAfterBlank && (before === ':' || (isLead && before === '-'))) ||
        (open.length > 0 && '[{,'.includes(before));
      const here: Opened = { line: index + 1, column: at + 1, mark: char, indent };
      if ((char === '"' || char === "'") && begins) {
        const end = endOfQuote(line, at);
        if (end < 0) return isContinued(lines, index, indent, char) ? undefined : unclosed(here);
        at = end;
      } else if ((char === '[' || char === '{') && (begins || open.length > 0)) {
        open.push(here);
      } else if (char === ']' || char === '}') {
        const last = open.at(-1);
        if (last && closerOf[last.mark] === char) open.pop();
        else if (last) return unclosed(last);
        else if (begins) return { ...unclosed(here), isSurplus: true };
      }
      isLead &&= char === '-';
      before = char;
      isAfterBlank = false;
    }
  }
  return open[0] && unclosed(open[0]);
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
