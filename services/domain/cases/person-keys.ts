import { endsOfPhone, nationalDigits, readPhone, readPhoneEnd } from '#workflows/text/phone.ts';
import { comparable } from '#workflows/text/plain-text.ts';
import type { KeyedHash } from '../tenant-keys.ts';

/** By which a reporter's number is found: itself and its ends. The extension does not count, as one caller rings from several. */
export function phoneKeys(keyedHash: KeyedHash, phone: string): Buffer[] {
  const meant = readPhone(phone);
  if (!meant) return [];
  return [keyedHash('phone', meant.number), ...endsOfPhone(meant).map((end) => keyedHash('phone end', end))];
}

/**
 * Any of these is what somebody means who looks for this number or end. A landline with its area code is also what was once written
 * without one.
 */
export function soughtPhoneKeys(keyedHash: KeyedHash, phone: string): Buffer[] {
  const [meant, end] = [readPhone(phone), readPhoneEnd(phone)];
  const isLandline = meant !== null && nationalDigits(meant).startsWith('0');
  const local = isLandline ? endsOfPhone(meant).filter((digits) => digits.length > 4) : [];
  return [
    ...(meant ? [meant.number, ...local] : []).map((number) => keyedHash('phone', number)),
    ...(end === null ? [] : [keyedHash('phone end', end)]),
  ];
}

export function nameKey(keyedHash: KeyedHash, name: string): Buffer {
  return keyedHash('name', comparable(name));
}
