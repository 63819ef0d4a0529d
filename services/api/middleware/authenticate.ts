import { createMiddleware } from 'hono/factory';
import { createContext } from '#services/domain/context.ts';
import { loadActor } from '#services/domain/people/load-actor.ts';
import { Problem, type Text } from '#services/domain/problem.ts';
import type { TokenFault } from '#services/platform/tokens.ts';
import type { ApiEnv } from '../environment.ts';

/** Settles who calls and for which tenant, once and from the verified token alone. */
export const authenticate = createMiddleware<ApiEnv>(async (c, next) => {
  const token = bearerToken(c.req.header('authorization'));
  const verdict = await c.var.deps.verifyToken(token);
  if (!verdict.ok) throw refusal(verdict.fault);
  const { tenant, subject } = verdict.token;
  c.set('caller', { tenant, subject });
  await next();
});

/** What the caller may do is read afresh each time: a post that ended ends at once. */
export const admit = createMiddleware<ApiEnv>(async (c, next) => {
  const { deps, locale, requestId, caller } = c.var;
  const actor = await loadActor(deps, caller.tenant, caller.subject);
  c.set('context', createContext(deps, { tenant: caller.tenant, actor, locale, requestId }));
  await next();
});

function bearerToken(header: string | undefined): string {
  if (header === undefined) throw unauthorized(missing);
  const found = /^bearer +([^\s]+)\s*$/i.exec(header);
  if (!found) throw unauthorized(notBearer, 'invalid_request');
  const token = found[1]!;
  if (token.startsWith('cfk_')) throw unauthorized(apiKey, 'invalid_token');
  return token;
}

function refusal(fault: TokenFault): Problem {
  if (fault.code === 'issuer-unreachable')
    return new Problem('unavailable', issuerAway, { retryAfterSeconds: 5 }, { cause: new Error(fault.detail) });
  return unauthorized(wordsOf(fault), 'invalid_token');
}

function unauthorized(detail: Text, challenge?: string): Problem {
  return new Problem('unauthorized', detail, challenge ? { challenge } : {});
}

const missing: Text = {
  en: 'Send “Authorization: Bearer” with an access token.',
  zh: '请在 Authorization 请求头中以 Bearer 方式携带访问令牌。',
};
const notBearer: Text = {
  en: 'The Authorization header should be “Bearer” and one token.',
  zh: 'Authorization 请求头应为 Bearer 加一个令牌。',
};
const apiKey: Text = {
  en: 'This installation does not take API keys yet; use an access token of the sign-in service.',
  zh: '本系统尚未开放 API 密钥，请使用登录服务签发的访问令牌。',
};
const issuerAway: Text = {
  en: 'The sign-in service cannot be reached, so tokens cannot be checked. Try again.',
  zh: '暂时无法连接登录服务，不能核验令牌，请稍后重试。',
};

function wordsOf(fault: TokenFault): Text {
  switch (fault.code) {
    case 'expired':
      return { en: 'The token has expired; sign in again.', zh: '令牌已过期，请重新登录。' };
    case 'not-yet-valid':
      return { en: 'The token is not valid yet; check the clocks.', zh: '令牌尚未生效，请检查时钟。' };
    case 'claim':
      return {
        en: `The token is not for this service: look at its claim “${fault.claim}”.`,
        zh: `该令牌不适用于本系统：请检查其声明“${fault.claim}”。`,
      };
    case 'algorithm':
      return { en: 'The token is signed in a way that is not accepted.', zh: '令牌的签名算法不被接受。' };
    case 'type':
      return { en: 'This is not an access token.', zh: '这不是访问令牌。' };
    default:
      return { en: 'The token is not one that the sign-in service issued.', zh: '该令牌不是登录服务签发的有效令牌。' };
  }
}
