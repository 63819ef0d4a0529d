import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CaseEventList, CaseSnapshot, type CaseEvent } from '#services/domain/cases/schema.ts';
import { UnitList } from '#services/domain/units/schema.ts';
import type { Language } from './language.ts';
import { apiRefused, apiSilent } from './refusals.ts';

const Uploaded = z.object({ id: z.string() });

/** Somebody who does things through the public API, as any other program could. */
export interface Person {
  id: string;
  upload(photo: Blob): Promise<string>;
  report(report: object): Promise<CaseSnapshot>;
  act(caseId: string, action: string, fields?: object, unit?: string): Promise<CaseSnapshot>;
  read(caseId: string): Promise<CaseSnapshot>;
  history(caseId: string): Promise<CaseEvent[]>;
  /** Title of each unit by its code. */
  units(): Promise<Map<string, string>>;
}

export function createPerson(at: { apiUrl: string; language: Language }, id: string, token: string): Person {
  async function ask(method: string, path: string, body?: FormData | object): Promise<unknown> {
    const isForm = body instanceof FormData;
    const headers = {
      authorization: `Bearer ${token}`,
      'accept-language': at.language === 'zh' ? 'zh-CN' : 'en',
      ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
      ...(body && !isForm && { 'content-type': 'application/json' }),
    };
    const sent = isForm ? body : body && JSON.stringify(body);
    const response = await fetch(`${at.apiUrl}${path}`, { method, headers, ...(sent && { body: sent }) }).catch(
      (cause: unknown) => {
        throw apiSilent(at.apiUrl, cause);
      },
    );
    const answer = await response.text();
    if (!response.ok) throw apiRefused(`${method} ${path}`, id, response, answer);
    return JSON.parse(answer) as unknown;
  }

  return {
    id,
    async upload(photo) {
      const form = new FormData();
      form.set('file', photo, 'photo.jpg');
      return Uploaded.parse(await ask('POST', '/v1/attachments', form)).id;
    },
    report: async (report) => CaseSnapshot.parse(await ask('POST', '/v1/cases', report)),
    act: async (caseId, action, fields = {}, unit) =>
      CaseSnapshot.parse(await ask('POST', `/v1/cases/${caseId}/actions`, { action, fields, ...(unit && { unit }) })),
    read: async (caseId) => CaseSnapshot.parse(await ask('GET', `/v1/cases/${caseId}`)),
    history: async (caseId) => CaseEventList.parse(await ask('GET', `/v1/cases/${caseId}/events`)).data,
    async units() {
      const { data } = UnitList.parse(await ask('GET', '/v1/units'));
      return new Map(data.map(({ code, title }) => [code, title]));
    },
  };
}
