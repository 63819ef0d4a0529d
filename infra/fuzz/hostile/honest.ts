import { randomUUID } from 'node:crypto';
import { parametersOf, takesForm, takesJson, type Attempt, type Honest } from './attempt.ts';
import type { DescribedOperation } from '#services/api/conformance.ts';
import type { Send } from './send.ts';
import type { World } from './world.ts';

/** Makes requests of an operation that succeed. */
export type MakeHonest = (described: DescribedOperation) => Promise<Honest>;

/** What the description's own examples cannot say, because it must be new or must be there. By operation. */
const special: Record<string, (world: World) => Promise<Partial<Honest> & { ids?: Record<string, string> }>> = {
  async submitAction(world) {
    const { id, lead } = await world.freshCase();
    return { as: lead?.unit ?? 'centre', json: { action: 'sign' }, ids: { caseId: id } };
  },
  getAttachment: () => Promise.resolve({ as: 'grid-worker' }),
  checkConfig: (world) => Promise.resolve({ as: 'admin', json: { files: world.files } }),
  createConfigVersion: (world) =>
    Promise.resolve({ as: 'admin', json: { files: world.files, note: `version of ${randomUUID()}` } }),
  async publishConfigVersion(world) {
    return { as: 'admin', json: {}, ids: { version: String(await world.freshVersion()) } };
  },
};

const likelyPeople = ['grid-worker', 'centre', 'admin', 'resident', 'leader', 'inspector', 'auditor', 'people-admin'];

export interface Learned {
  make: MakeHonest;
  /** Operations of which no request succeeded, with the last refusal. */
  unreached: { operation: string; last: string }[];
}

/** Finds for each operation who may do it and with which of its described examples, so that a new operation is reached by itself. */
export async function learnHonest(
  operations: readonly DescribedOperation[],
  world: World,
  send: Send,
): Promise<Learned> {
  const people = likelyPeople.filter((name) => world.people.includes(name));
  const ways = new Map<string, { as: string; example: number }>();
  const unreached: Learned['unreached'] = [];
  for (const described of operations) {
    let last = '';
    const examples = Math.max(1, examplesOf(described).length);
    const tries = people.flatMap((as) => Array.from({ length: examples }, (_, example) => ({ as, example })));
    for (const way of tries) {
      const answer = await send(attemptOf(await build(described, world, way)));
      last = 'fault' in answer ? answer.fault : `${answer.status} ${answer.body.toString('utf8').slice(0, 300)}`;
      if ('fault' in answer || answer.status >= 300) continue;
      ways.set(described.operation.operationId, way);
      break;
    }
    if (!ways.has(described.operation.operationId))
      unreached.push({ operation: described.operation.operationId, last });
  }
  const make: MakeHonest = (described) => {
    const way = ways.get(described.operation.operationId) ?? { as: people[0] ?? 'centre', example: 0 };
    return build(described, world, way);
  };
  return { make, unreached };
}

async function build(
  described: DescribedOperation,
  world: World,
  { as, example }: { as: string; example: number },
): Promise<Honest> {
  const own = await special[described.operation.operationId]?.(world);
  let path = described.path;
  for (const name of parametersOf(described, 'path'))
    path = path.replace(`{${name}}`, own?.ids?.[name] ?? (await world.idFor(name)));
  const form = takesForm(described) ? { form: world.photo } : {};
  const json = takesJson(described) ? { json: examplesOf(described)[example]?.value ?? {} } : {};
  const found = { described, as, path, query: requiredQuery(described), ...json, ...form, ...own };
  return { ...found, headers: { authorization: `Bearer ${world.tokenOf(found.as)}` } };
}

const examplesOf = ({ operation }: DescribedOperation) =>
  Object.values(operation.requestBody?.content['application/json']?.examples ?? {});

interface DescribedParameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: { examples?: unknown[]; example?: unknown };
}

function requiredQuery({ operation }: DescribedOperation): Record<string, string> {
  const parameters = (operation.parameters ?? []) as DescribedParameter[];
  const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  return Object.fromEntries(
    required.map(({ name, schema }) => [name, String(schema?.examples?.[0] ?? schema?.example)]),
  );
}

/** The request as it stands, or with parts of it replaced. */
export function attemptOf(honest: Honest, change: Partial<Attempt> = {}): Attempt {
  const { described, path, query, json, form } = honest;
  const asked = new URLSearchParams(query).toString();
  const boundary = 'boundary-of-the-form';
  const content =
    json !== undefined
      ? { type: 'application/json', body: Buffer.from(JSON.stringify(json)) }
      : form && { type: `multipart/form-data; boundary=${boundary}`, body: formOf(form, boundary) };
  return {
    kind: 'honest',
    operation: described.operation.operationId,
    method: described.method,
    path: asked ? `${path}?${asked}` : path,
    ...(content && { body: content.body }),
    ...change,
    headers: { ...honest.headers, ...(content && { 'content-type': content.type }), ...change.headers },
  };
}

export function formOf(file: Buffer, boundary: string, disposition = 'form-data; name="file"; filename="photo.jpg"') {
  const head = `--${boundary}\r\nContent-Disposition: ${disposition}\r\nContent-Type: application/octet-stream\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}
