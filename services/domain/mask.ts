import { nationalDigits, readPhone } from '#workflows/text/phone.ts';

/**
 * What is shown of personal data unless somebody gives a reason to see it all. No national pattern is fixed (RULES §4.1 [default]): 张*芳, 王*,
 * 138****0012, an address down to the building.
 */
export function maskName(name: string): string {
  const letters = [...name.trim()];
  if (letters.length <= 1) return '*'.repeat(letters.length);
  if (letters.length === 2) return `${letters[0]}*`;
  return `${letters[0]}${'*'.repeat(letters.length - 2)}${letters.at(-1)}`;
}

/** Of a number as people write it; what it is dialled by is told, and that an extension belongs to it. */
export function maskPhone(phone: string): string {
  const read = readPhone(phone);
  // What was kept before numbers were read: its digits, whatever they are.
  const digits = read ? nationalDigits(read) : phone.replaceAll(/\D/g, '');
  const extension = read?.extension ? `-${'*'.repeat(read.extension.length)}` : '';
  return maskDigits(digits) + extension;
}

function maskDigits(digits: string): string {
  if (digits.length >= 11) return `${digits.slice(0, 3)}${'*'.repeat(digits.length - 7)}${digits.slice(-4)}`;
  if (digits.length >= 7) return `${'*'.repeat(digits.length - 4)}${digits.slice(-4)}`;
  return '*'.repeat(digits.length);
}

const number = String.raw`(?:[0-9０-９]+|[一二三四五六七八九十百]+|[甲乙丙丁A-Za-z])`;
const building = new RegExp(String.raw`^.*?${number}\s*(?:号楼|号院|栋|幢|座)`);
const withinBuilding = new RegExp(String.raw`\s*${number}\s*(?:单元|层|楼|室|户|门(?!口|前|诊)|房)`);
const dashed = /^(.*?[0-9０-９]+)\s*[-－—–]\s*[0-9０-９]/;

export function maskAddress(address: string): string {
  const kept = building.exec(address)?.[0];
  if (kept !== undefined) return kept;
  const first = withinBuilding.exec(address);
  if (first && first.index > 0) return address.slice(0, first.index);
  return dashed.exec(address)?.[1] ?? address;
}
