import { createMiddleware } from 'hono/factory';
import type { Locale } from '#services/domain/context.ts';
import type { ApiEnv } from '../environment.ts';

/** The reader's language, told back in `Content-Language`. */
export const chooseLocale = createMiddleware<ApiEnv>(async (c, next) => {
  const locale = localeOf(c.req.header('accept-language'));
  c.set('locale', locale);
  c.header('Content-Language', locale === 'zh' ? 'zh-CN' : 'en');
  c.header('Vary', 'Accept-Language', { append: true });
  await next();
});

/** The most wanted of `zh…` and `en…`; English when neither is asked for (RFC 9110 §12.5.4). */
export function localeOf(header: string | undefined): Locale {
  const wanted = (header ?? '').split(',').flatMap((entry): { locale: Locale; weight: number }[] => {
    const [range = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    const primary = range.split('-')[0];
    const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const weight = given === undefined ? 1 : Number(given);
    return (primary === 'zh' || primary === 'en') && weight > 0 ? [{ locale: primary, weight }] : [];
  });
  return wanted.sort((a, b) => b.weight - a.weight)[0]?.locale ?? 'en';
}
