import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Locale } from '#services/domain/context.ts';
import { outOfReach } from '#services/domain/calendar/out-of-reach.ts';
import { Problem, problems, type Text } from '#services/domain/problem.ts';
import { isPostgresAway } from '#services/platform/postgres-away.ts';
import type { ApiEnv } from './environment.ts';
import type { ProblemDocument } from './problem-document.ts';

/** The one writer of RFC 9457 documents. Anything that is not a Problem is a bug: logged with its cause, told without it. */
export function writeProblem(c: Context<ApiEnv>, error: unknown): Response {
  const problem = loggedProblem(c, error);
  const locale = c.var.locale ?? 'en';
  const { retryAfterSeconds = problem.status === 503 ? defaultRetrySeconds : undefined, allow } = problem.extra;
  if (retryAfterSeconds !== undefined) c.header('Retry-After', String(retryAfterSeconds));
  if (allow) c.header('Allow', allow.join(', '));
  if (problem.status === 401) c.header('WWW-Authenticate', challenge(problem));
  c.header('Content-Type', 'application/problem+json');
  const about = { locale, instance: c.req.path, requestId: c.var.requestId };
  return c.body(JSON.stringify(documentOf(problem, about)), problem.status as ContentfulStatusCode);
}

/** One answer among several: what would have been the answer to it alone. */
export function problemDocument(c: Context<ApiEnv>, error: unknown, instance: string): z.infer<typeof ProblemDocument> {
  const about = { locale: c.var.locale ?? 'en', instance, requestId: c.var.requestId };
  // What is left out and what is undefined are one in JSON; the types tell them apart.
  return documentOf(loggedProblem(c, error), about) as z.infer<typeof ProblemDocument>;
}

function loggedProblem(c: Context<ApiEnv>, error: unknown): Problem {
  const problem = asProblem(error);
  if (problem.code === 'internal') c.var.deps.log.error({ err: error, requestId: c.var.requestId }, 'request failed');
  else if (problem.status === 503) c.var.deps.log.warn({ err: error, requestId: c.var.requestId }, 'request refused');
  return problem;
}

const defaultRetrySeconds = 5;

export function documentOf(
  problem: Problem,
  { locale, instance, requestId }: { locale: Locale; instance: string; requestId?: string },
) {
  const { errors, retryAfterSeconds, allow, challenge: _, ...members } = problem.extra;
  return {
    type: `/problems/${problem.code}`,
    code: problem.code,
    title: problems[problem.code].title[locale],
    status: problem.status,
    detail: problem.detail[locale],
    instance,
    ...(problem.code === 'internal' ? { requestId } : {}),
    ...(errors ? { errors: errors.map((fault) => ({ ...fault, detail: fault.detail[locale] })) } : {}),
    ...members,
  };
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isPostgresAway(error)) return new Problem('unavailable', away, { retryAfterSeconds: 2 }, { cause: error });
  const timeFault = outOfReach(error);
  if (timeFault) return timeFault;
  if (error instanceof HTTPException && error.status < 500) return ofFramework(error);
  return new Problem('internal', internal, {}, { cause: error });
}

const away: Text = {
  en: 'The database cannot be reached at the moment. Nothing was changed; try again.',
  zh: '暂时无法连接数据库，未作任何更改，请稍后重试。',
};
const internal: Text = {
  en: 'This was not your fault. Tell the operator the request id, please.',
  zh: '这不是您的问题。请将请求编号（requestId）告知运维人员。',
};

/** The framework refuses a few things itself: a form it cannot take apart, a content type that the route does not take. */
function ofFramework(error: HTTPException): Problem {
  if (error.status === 415)
    return new Problem('unsupported-media-type', {
      en: 'This operation does not take that Content-Type.',
      zh: '此操作不接受该 Content-Type。',
    });
  return new Problem('bad-request', { en: 'The request cannot be read.', zh: '无法读取请求。' }, {}, { cause: error });
}

/** RFC 6750: without credentials only the scheme, else also what is wrong with them. */
function challenge(problem: Problem): string {
  const given = problem.extra['challenge'];
  return typeof given === 'string' ? `Bearer realm="countyflow", error="${given}"` : 'Bearer realm="countyflow"';
}
