import { shortened, type Text } from '#services/domain/problem.ts';

export const mostValues = 5_000;
export const mostLevels = 32;
export const longestName = 200;

export interface TooMuch {
  is: 'too-large' | 'validation';
  detail: Text;
}

/**
 * What is beyond reason in a JSON text, read before it is parsed: how many values it has, how deep they lie, how long their
 * names are. A megabyte of brackets or of names costs whoever works through it seconds; a megabyte of text costs nothing.
 */
export function beyondBounds(text: string): TooMuch | undefined {
  let [values, level, at, name] = [1, 0, 0, ''];
  for (;;) {
    structural.lastIndex = at;
    const found = structural.exec(text);
    if (!found) return undefined;
    const sign = found[0];
    at = structural.lastIndex;
    if (sign === '"') {
      const end = endOfText(text, at);
      name = text.slice(at, end);
      at = end + 1;
    } else if (sign === ':' && name.length > longestName) return nameTooLong(name);
    else if (sign === ',') values += 1;
    else if (sign === '}' || sign === ']') level -= 1;
    else if (sign !== ':') [values, level] = [values + 1, level + 1];
    if (values > mostValues) return tooMany;
    if (level > mostLevels) return tooDeep;
  }
}

const structural = /["[\]{},:]/g;

/** Where the closing quote of a text stands; the text's end where it is missing. */
function endOfText(text: string, from: number): number {
  for (let end = text.indexOf('"', from); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text[end - 1 - escapes] === '\\') escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}

const tooMany: TooMuch = {
  is: 'too-large',
  detail: {
    en: `The body has more than ${mostValues} values; send less at a time.`,
    zh: `请求内容超过 ${mostValues} 个值，请分次发送。`,
  },
};

const tooDeep: TooMuch = {
  is: 'validation',
  detail: { en: `Nested too deeply: at most ${mostLevels} levels.`, zh: `嵌套过深：至多 ${mostLevels} 层。` },
};

function nameTooLong(name: string): TooMuch {
  return {
    is: 'validation',
    detail: {
      en: `The name “${shortened(name)}” is too long: at most ${longestName} characters.`,
      zh: `名称“${shortened(name)}”过长：至多 ${longestName} 个字符。`,
    },
  };
}
