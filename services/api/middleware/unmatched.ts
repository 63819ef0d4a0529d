import type { Context, Hono } from 'hono';
import { TrieRouter } from 'hono/router/trie-router';
import { notFound, Problem } from '#services/domain/problem.ts';
import type { ApiEnv } from '../environment.ts';

/** What nothing answered: 405 with the methods that the address does take, else 404. Call after every route is registered. */
export function unmatched(app: Hono<ApiEnv>): (c: Context<ApiEnv>) => never {
  const router = new TrieRouter<string>();
  for (const { method, path } of app.routes) if (method !== 'ALL') router.add('ALL', path, method);
  return (c) => {
    const found = new Set(router.match('ALL', c.req.path)[0].map(([method]) => method));
    if (found.size === 0) throw notFound({ en: 'There is nothing at this address.', zh: '此地址不存在。' });
    if (found.has('GET')) found.add('HEAD');
    const allow = [...found].sort();
    throw new Problem(
      'method-not-allowed',
      { en: `This address takes ${allow.join(', ')}.`, zh: `此地址支持的方法：${allow.join('、')}。` },
      { allow },
    );
  };
}
