import { randomUUID } from 'node:crypto';
import { CaseEventList, CaseSnapshot, type CaseEvent } from '#services/domain/cases/schema.ts';

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

export interface Caller {
  ask: (method: string, path: string, body?: object | FormData, headers?: Record<string, string>) => Promise<Answer>;
  /** Must be a 201; the answer has the contract's shape or this throws. */
  report: (report: object, key?: string) => Promise<CaseSnapshot>;
  /** Must be a 200. */
  act: (caseId: string, action: string, fields?: object) => Promise<CaseSnapshot>;
  read: (caseId: string) => Promise<CaseSnapshot>;
  events: (caseId: string) => Promise<CaseEvent[]>;
}

/** HTTP as an integrator does it. Every shape that comes back is held against the contract's strict schemas. */
export function createCaller(apiUrl: string, token: string): Caller {
  async function ask(method: string, path: string, body?: object | FormData, more: Record<string, string> = {}) {
    const isForm = body instanceof FormData;
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body && !isForm && { 'content-type': 'application/json' }),
      ...more,
    };
    const sent = isForm ? body : body && JSON.stringify(body);
    const response = await fetch(`${apiUrl}${path}`, { method, headers, ...(sent && { body: sent }) });
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? (JSON.parse(text) as unknown) : text };
  }

  async function expectStatus(status: number, asked: Promise<Answer>): Promise<unknown> {
    const answer = await asked;
    if (answer.status !== status) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  return {
    ask,
    report: async (report, key = randomUUID()) =>
      CaseSnapshot.parse(await expectStatus(201, ask('POST', '/v1/cases', report, { 'idempotency-key': key }))),
    act: async (caseId, action, fields = {}) =>
      CaseSnapshot.parse(
        await expectStatus(
          200,
          ask('POST', `/v1/cases/${caseId}/actions`, { action, fields }, { 'idempotency-key': randomUUID() }),
        ),
      ),
    read: async (caseId) => CaseSnapshot.parse(await expectStatus(200, ask('GET', `/v1/cases/${caseId}`))),
    events: async (caseId) =>
      CaseEventList.parse(await expectStatus(200, ask('GET', `/v1/cases/${caseId}/events`))).data,
  };
}
