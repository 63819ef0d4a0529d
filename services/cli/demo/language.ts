import { StartupError } from '#services/platform/startup-error.ts';

export type Language = 'zh' | 'en';
export type Text = Readonly<Record<Language, string>>;

/** `--lang zh|en` decides, else what the terminal is set to (`zh_CN.UTF-8`); English when it says nothing known. */
export function chooseLanguage(asked: string | undefined, terminal: string | undefined): Language {
  if (asked === 'zh' || asked === 'en') return asked;
  if (asked === undefined) return terminal?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  throw new StartupError({
    zh: `--lang 应为 zh 或 en，而不是 ${asked}。`,
    en: `--lang is zh or en, not ${asked}.`,
  });
}
