import type { RouteConfig, RouteHandler, z } from '@hono/zod-openapi';
import { inputFaults } from './validation/input-faults.ts';
import { invalid, notFound, problems, type ProblemCode } from '#services/domain/problem.ts';
import type { Api, ApiEnv } from './environment.ts';
import { admit, authenticate } from './middleware/authenticate.ts';
import { jsonBody, jsonBodyLimit } from './middleware/json-body.ts';
import { throttle } from './middleware/rate-limit.ts';
import { takeTurns } from './middleware/take-turns.ts';

/** What the descriptions of operations share. The parameters and schemas named here are registered in openapi.ts. */

export const signedIn = [{ bearer: [] }];

/** In this order: who calls, whether they may call so often, and only then the body. */
export const forCallerWithBody = [authenticate, throttle, admit];
export const forCaller = [...forCallerWithBody, takeTurns];
export const forCallerWithJson = [...forCallerWithBody, jsonBodyLimit, jsonBody, takeTurns];

const ref = (kind: 'parameters' | 'headers', name: string) => ({ $ref: `#/components/${kind}/${name}` });

/** Headers that every operation for people takes and gives. */
export const callerHeaders = [ref('parameters', 'AcceptLanguage'), ref('parameters', 'RequestId')];
export const actingHeaders = [...callerHeaders, ref('parameters', 'IdempotencyKey')];

const answerHeaders = {
  'X-Request-Id': ref('headers', 'X-Request-Id'),
  'RateLimit-Limit': ref('headers', 'RateLimit-Limit'),
  'RateLimit-Remaining': ref('headers', 'RateLimit-Remaining'),
  'RateLimit-Reset': ref('headers', 'RateLimit-Reset'),
};
const replayHeaders = { ...answerHeaders, 'Idempotent-Replayed': ref('headers', 'Idempotent-Replayed') };

export function answer<Schema extends z.ZodType>(schema: Schema, description: string, example?: unknown) {
  const examples = example === undefined ? {} : { examples: { answer: { value: example } } };
  return { description, headers: answerHeaders, content: { 'application/json': { schema, ...examples } } };
}

/** The answer of an operation that takes an Idempotency-Key. */
export function actingAnswer<Schema extends z.ZodType>(schema: Schema, description: string, example?: unknown) {
  return { ...answer(schema, description, example), headers: replayHeaders };
}

export function createdAnswer<Schema extends z.ZodType>(schema: Schema, description: string, example?: unknown) {
  return {
    ...answer(schema, description, example),
    headers: { ...replayHeaders, Location: ref('headers', 'Location') },
  };
}

export function jsonInput<Schema extends z.ZodType>(
  schema: Schema,
  examples: Record<string, { summary: string; value: unknown }>,
) {
  return { required: true, content: { 'application/json': { schema, examples } } } as const;
}

/** What can happen to any operation that needs a caller. */
const always: ProblemCode[] = [
  'unauthorized',
  'forbidden',
  'config/not-published',
  'rate-limited',
  'internal',
  'unavailable',
  'config/engine-too-old',
];

/**
 * The refusals of an operation, by the codes it names, gathered by status.
 * Typed as nothing: handlers only return what succeeds, refusals are thrown.
 */
export function refusals(...codes: ProblemCode[]): Record<never, never> {
  return problemResponses([...always, ...codes]);
}

export function problemResponses(codes: readonly ProblemCode[]): Record<never, never> {
  const statuses = [...new Set(codes.map((code) => problems[code].status))].sort();
  return Object.fromEntries(
    statuses.map((status) => {
      const own = codes.filter((code) => problems[code].status === status);
      const description = own.map((code) => `\`${code}\`: ${problems[code].title.en}.`).join(' ');
      const examples = Object.fromEntries(
        own.map((code) => [code, { $ref: `#/components/examples/${exampleName(code)}` }]),
      );
      return [
        status,
        {
          description,
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, examples } },
        },
      ];
    }),
  );
}

export const exampleName = (code: ProblemCode) => `problem-${code.replace('/', '-')}`;

/** Registers an operation so that every fault of its input is told at once and in our own words. */
export function mount<Route extends RouteConfig>(app: Api, route: Route, handler: RouteHandler<Route, ApiEnv>): void {
  app.openapi(route, handler, (result, c) => {
    if (result.target === 'param') {
      if (!result.success) throw notFound();
      return;
    }
    // Where the input is right the validator hands over what it made of it, which is no longer all that was sent.
    const { data } = result as { data: unknown };
    const found = result.target === 'json' ? c.var.json : data;
    const { told, more } = inputFaults(
      schemaOf(route, result.target),
      result.success ? [] : result.error.issues,
      found,
    );
    const place = result.target === 'query' ? { in: 'query' as const } : {};
    if (told.length > 0)
      throw invalid(
        told.map((fault) => ({ ...fault, ...place })),
        more,
      );
  });
}

function schemaOf(route: RouteConfig, target: string): z.core.$ZodType {
  if (target === 'query') return route.request!.query as z.ZodType;
  const json = route.request!.body!.content['application/json'] as { schema: z.ZodType };
  return json.schema;
}
