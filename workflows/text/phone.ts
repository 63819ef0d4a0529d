import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { tidyLine } from './plain-text.ts';

/** A telephone number as people write it in China, and what was meant by it. */
export interface Phone {
  /** With country and area code (E.164) where they are known; digits alone of a short number or one without its area code. */
  number: string;
  extension: string | null;
}

/** 转 806, 分机806, ext. 806, #806, and what some write after a landline: 8222222-806. */
const extension = /^(.*?\d.*?)(?:[\s,;-]*(?:转接?|轉|分机|分機|内线|ext(?:ension|n)?|x|#)[\s.:：号=-]*(\d{1,7}))$/i;
const dashed = /^(.*\d{4,})\s*-\s*(\d{1,6})$/;
/** Without an area code nobody outside the county can say whose it is: 8222222, 12345, 110. */
const local = /^[1-9]\d{2,7}$/;

const longest = 60;

/** Null where no number can be meant. */
export function readPhone(text: string): Phone | null {
  if (text.length > longest) return null;
  const plain = tidyLine(text)
    .normalize('NFKC')
    .replaceAll(/[‐‑‒–—―−ー一]/g, '-')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/^tel:/i, '');
  const stated = extension.exec(plain);
  if (stated) return numbered(stated[1]!, stated[2]!);
  const whole = numbered(plain, null);
  if (whole) return whole;
  const after = dashed.exec(plain);
  return after && numbered(after[1]!, after[2]!);
}

function numbered(text: string, ext: string | null): Phone | null {
  if (!/^\(?\+?\(?\d[\d\s()./-]*$/.test(text)) return null;
  const digits = text.replaceAll(/\D/g, '');
  if (local.test(digits) && !text.includes('+')) return { number: digits, extension: ext };
  const dialled = text.includes('+') ? `+${digits}` : digits;
  const found = parsePhoneNumberFromString(dialled, { defaultCountry: 'CN', extract: false });
  return found?.isValid() ? { number: found.number, extension: ext } : null;
}

/** As it is dialled within China, without the extension. */
export function nationalDigits({ number }: Phone): string {
  if (!number.startsWith('+86')) return number.replace('+', '');
  const rest = number.slice(3);
  return /^1\d{10}$|^[48]00/.test(rest) ? rest : `0${rest}`;
}

/** How many digits a number is known by at its end: four, as masked answers show, and a landline's without its area code. */
const ends = [4, 7, 8];

export function endsOfPhone(phone: Phone): string[] {
  const digits = nationalDigits(phone);
  return ends.filter((length) => length <= digits.length).map((length) => digits.slice(-length));
}

/** The digits where the text is such an end, which may be a whole number as well. */
export function readPhoneEnd(text: string): string | null {
  const digits = tidyLine(text).normalize('NFKC').replaceAll(/[\s-]/g, '');
  return /^\d+$/.test(digits) && ends.includes(digits.length) ? digits : null;
}
