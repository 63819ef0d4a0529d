import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { CaseSnapshot } from '#services/domain/cases/schema.ts';
import type { Caller } from '../../../services/journeys/caller.ts';
import type { Random } from './random.ts';

/** What there is to be hostile to: things that are really there, made as people make them. */
export interface World {
  tenant: string;
  people: readonly string[];
  tokenOf: (person: string) => string;
  as: (person: string) => Caller;
  units: readonly string[];
  /** One of a few cases that go on. */
  caseUnderWay: (random: Random) => Promise<string>;
  /** Those who may have something to do on a case, as far as they have an account. */
  whoWorksOn: (caseId: string) => Promise<string[]>;
  /** A photo of that person. */
  upload: (person: string) => Promise<string>;
  /** The value of a path's parameter, of something that is there. */
  idFor: (parameter: string) => Promise<string>;
  /** A case that its leading unit has not signed for yet. */
  freshCase: () => Promise<CaseSnapshot>;
  /** A version that can be published. */
  freshVersion: () => Promise<number>;
  /** The bundle that is in force, by file. */
  files: Readonly<Record<string, string>>;
  cursors: string[];
  photo: Buffer;
}

export interface WorldOptions {
  tenant: string;
  people: readonly string[];
  tokenOf: (person: string) => string;
  as: (person: string) => Caller;
  /** A report that this tenant takes. */
  report: object;
}

const reporter = 'grid-worker';
const casesUnderWay = 8;

export async function createWorld({ tenant, people, tokenOf, as, report }: WorldOptions): Promise<World> {
  const photo = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#48a' } })
    .jpeg()
    .toBuffer();
  const admin = as('admin');
  const active = (await admin.ask('GET', '/v1/config/active')).body as { version: number };
  const stored = await admin.ask('GET', `/v1/config/versions/${active.version}/files`);
  const { files } = stored.body as { files: Record<string, string> };

  async function freshCase() {
    const answer = await as(reporter).ask('POST', '/v1/cases', report, { 'idempotency-key': randomUUID() });
    return CaseSnapshot.parse(answer.body);
  }
  async function freshVersion() {
    const note = `version of ${randomUUID()}`;
    const answer = await admin.ask('POST', '/v1/config/versions', { files, note });
    return (answer.body as { version: number }).version;
  }
  async function upload(person: string) {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'photo.jpg');
    const answer = await as(person).ask('POST', '/v1/attachments', form);
    return (answer.body as { id: string }).id;
  }
  const underWay: string[] = [];
  async function caseUnderWay(random: Random) {
    if (underWay.length < casesUnderWay) underWay.push((await freshCase()).id);
    return random.pick(underWay);
  }
  async function whoWorksOn(caseId: string) {
    const found = (await as('centre').ask('GET', `/v1/cases/${caseId}`)).body as Partial<CaseSnapshot>;
    if (found.closedAt && underWay.includes(caseId)) underWay.splice(underWay.indexOf(caseId), 1);
    const units = (found.tracks ?? []).map(({ unit }) => unit);
    return ['centre', reporter, 'leader', ...units].filter((name) => people.includes(name));
  }
  const chart = (await as('centre').ask('GET', '/v1/units?limit=200')).body as { data: { code: string }[] };
  const steady: Record<string, Promise<string>> = {
    caseId: freshCase().then(({ id }) => id),
    attachmentId: upload(reporter),
    version: freshVersion().then(String),
  };
  await Promise.all(Object.values(steady));
  await freshCase();
  const lists = ['/v1/cases?limit=1', '/v1/cases?limit=1&sort=dueAt', '/v1/worklist?limit=1', '/v1/units?limit=1'];
  const pages = await Promise.all(lists.map((path) => as('centre').ask('GET', path)));
  const cursors = pages.flatMap(({ body }) => (body as { nextCursor?: string | null }).nextCursor ?? []);
  return {
    tenant,
    people,
    tokenOf,
    as,
    units: chart.data.map(({ code }) => code),
    caseUnderWay,
    whoWorksOn,
    upload,
    freshCase,
    freshVersion,
    files,
    cursors,
    photo,
    idFor: async (parameter) => (await steady[parameter]) ?? randomUUID(),
  };
}
