import { expect, test } from 'vitest';
import type { Org } from '#workflows/definition/compiled.ts';
import type { Actor, Post, Role } from '../context.ts';
import { reporterParty } from './reporter-rules.ts';

const unit = (code: string, level: string | null) => ({
  code,
  title: code,
  level,
  parent: null,
  aliases: [],
  kind: '',
  dutyList: [],
  desk: false,
  successors: [],
  source: '',
});
const levels = ['county', 'street', 'community'].map((code) => ({ code, title: code }));
const units = [unit('all', 'county'), unit('east', 'street'), unit('lane', 'community'), unit('roads', null)];
const org: Org = { levels, units: Object.fromEntries(units.map((one) => [one.code, one])) };

const person = (...posts: [Role, string | null][]): Actor => ({
  kind: 'person',
  id: 'p',
  posts: posts.map(([role, at]): Post => ({ role, unit: at })),
});
const itself = { kind: 'person', id: 'p' };

const fixed: [string, Actor, string][] = [
  ['a resident', person(['resident', null]), 'resident'],
  ['a grid worker', person(['grid_worker', 'lane']), 'grid_worker'],
  ['a deputy', person(['deputy', null]), 'peoples_deputy'],
  ['an officer of a department', person(['officer', 'roads']), 'department'],
  ['an officer of a street', person(['officer', 'east']), 'street'],
  ['an officer of a community', person(['officer', 'lane']), 'street'],
  ['an officer of the county', person(['officer', 'all']), 'department'],
  ['a street leader', person(['street_leader', 'east']), 'street'],
];

test.each(fixed)('%s needs to state nothing, and may state what is so', (_, actor, type) => {
  expect(reporterParty(actor, undefined, org)).toEqual({ type, requester: itself });
  expect(reporterParty(actor, type, org)).toEqual({ type, requester: itself });
});

test('a deputy says of what kind', () => {
  expect(reporterParty(person(['deputy', null]), 'cppcc_member', org)).toMatchObject({ type: 'cppcc_member' });
});

test('a type that the token does not allow is answered with those that it does', () => {
  const refused = reporterParty(person(['resident', null], ['officer', 'roads']), 'peoples_deputy', org);
  expect(refused).toMatchObject({
    pointer: '/reporter/type',
    detail: { en: expect.stringContaining('"resident" or "department"') },
  });
});

test('the centre reports for callers of any type and takes their part', () => {
  const centre = person(['centre', null]);
  const requester = { kind: 'centre', id: null };
  expect(reporterParty(centre, 'peoples_deputy', org)).toEqual({ type: 'peoples_deputy', requester });
  expect(reporterParty(centre, undefined, org)).toEqual({ type: 'resident', requester });
});

test('an integration states the type', () => {
  const actor: Actor = { kind: 'integration', id: 'i', posts: [] };
  expect(reporterParty(actor, 'system', org)).toEqual({ type: 'system', requester: { kind: 'integration', id: 'i' } });
  expect(reporterParty(actor, undefined, org)).toMatchObject({ pointer: '/reporter/type' });
});
