import type { Severity } from './fault.ts';
import { bundleTexts } from './texts/bundle.ts';
import { caseTexts } from './texts/cases.ts';
import { duplicateTexts, unknownTexts } from './texts/names.ts';
import { processTexts } from './texts/process.ts';
import { readingTexts } from './texts/reading.ts';
import { reportTexts } from './texts/reports.ts';
import { valueTexts } from './texts/values.ts';

/** What is wrong, and what would be right. `{name}` is a parameter; `[[…]]` goes where its parameter is empty. */
export interface FaultText {
  severity: Severity;
  en: readonly [message: string, remedy: string];
  zh: readonly [message: string, remedy: string];
}

export const faultTexts = {
  ...readingTexts,
  ...valueTexts,
  ...unknownTexts,
  ...duplicateTexts,
  ...bundleTexts,
  ...caseTexts,
  ...processTexts,
  ...reportTexts,
};
export type FaultCode = keyof typeof faultTexts;

export function isFaultCode(text: string): text is FaultCode {
  return Object.hasOwn(faultTexts, text);
}
