import type { Context } from 'hono';
import { Problem } from '#services/domain/problem.ts';
import type { ApiEnv } from './environment.ts';

/** The caller's name for this attempt; without one every request counts as new. */
export function idempotencyKeyOf(c: Context<ApiEnv>): { idempotencyKey?: string } {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return {};
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return { idempotencyKey: key };
  throw new Problem('idempotency/key-invalid', {
    en: 'The Idempotency-Key should be 1 to 255 visible ASCII characters, for example a UUID.',
    zh: 'Idempotency-Key 应为 1 至 255 个可见的 ASCII 字符，例如一个 UUID。',
  });
}

/** Tells a repeated answer from a first one. */
export function markReplay(c: Context<ApiEnv>, { replayed }: { replayed: boolean }): void {
  if (replayed) c.header('Idempotent-Replayed', 'true');
}
