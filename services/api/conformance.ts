import { z } from 'zod';
import type { Api } from './environment.ts';
import type { Answered } from './testing-client.ts';

/** For tests: holds an answer against what the OpenAPI document promises for it. */

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: unknown; examples?: Record<string, { value: unknown }> }> };
  responses: Record<string, { content?: Record<string, { schema: Record<string, unknown> }> }>;
  security?: unknown[];
}

export interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}

export interface DescribedOperation {
  method: string;
  path: string;
  operation: Operation;
}

export function operationsOf({ paths }: Description): DescribedOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

const documents = new WeakMap<Api, Promise<Description>>();

export function descriptionOf(app: Api): Promise<Description> {
  const found = documents.get(app) ?? readDescription(app);
  documents.set(app, found);
  return found;
}

async function readDescription(app: Api): Promise<Description> {
  return (await (await app.request('/openapi.json')).json()) as Description;
}

/** Throws where the status of an operation is not described, the media type is another, or the body breaks its schema. */
export async function expectAsDescribed(app: Api, method: string, path: string, answer: Answered): Promise<void> {
  const document = await descriptionOf(app);
  const bare = path.split('?')[0]!;
  const found = operationsOf(document)
    .filter((described) => described.method === method)
    .find((described) => new RegExp(`^${described.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(bare));
  if (!found) return;
  const { status, body } = answer;
  const fault = faultOfAnswer(document, found, { status, body, type: answer.headers.get('content-type') ?? '' });
  if (fault) throw new Error(`${fault}\n${JSON.stringify(body)}`);
}

/** Why an answer is not what the document promises for the operation; undefined where it is. */
export function faultOfAnswer(
  document: Description,
  { operation: { operationId, responses } }: DescribedOperation,
  answer: { status: number; type: string; body: unknown },
): string | undefined {
  const where = `${operationId} ${answer.status}`;
  const described = responses[String(answer.status)];
  if (!described) return `${where} is not described`;
  const type = answer.type.split(';')[0]!;
  const content = described.content?.[type];
  if (!content && described.content) return `${where} is not described as ${type}`;
  if (!content || !/json/.test(type)) return undefined;
  const read = schemaIn(document, content.schema).safeParse(answer.body);
  return read.success ? undefined : `${where} breaks its schema:\n${z.prettifyError(read.error)}`;
}

const known = new Map<string, z.ZodType>();

function schemaIn({ components }: Description, schema: Record<string, unknown>): z.ZodType {
  const text = JSON.stringify({ ...schema, $defs: components.schemas }).replaceAll('#/components/schemas/', '#/$defs/');
  const found = known.get(text) ?? z.fromJSONSchema(JSON.parse(text) as Parameters<typeof z.fromJSONSchema>[0]);
  known.set(text, found);
  return found;
}
