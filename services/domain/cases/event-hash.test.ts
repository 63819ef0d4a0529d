import { expect, test } from 'vitest';
import { hashEvent, type HashedEvent } from './event-hash.ts';

const event: HashedEvent = {
  caseId: '0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a',
  seq: 2,
  at: Date.parse('2026-11-23T01:00:00.250Z'),
  dueAt: null,
  type: 'signed',
  step: 'handle',
  action: 'sign',
  actor: { role: 'officer', unit: 'chengguan' },
  data: { unit: 'chengguan', clocks: [{ ended: 'sign', id: 3 }] },
  form: 1,
};

// The expected value is that of `sha256sum` over the text above it, computed elsewhere.
// {"action":"sign","actor":{"role":"officer","unit":"chengguan"},"at":"2026-11-23T01:00:00.250Z",
// "caseId":"0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a","data":{"clocks":[{"ended":"sign","id":3}],"unit":"chengguan"},
// "dueAt":null,"previousHash":"aa","seq":2,"step":"handle","type":"signed"}   (in one line, no blanks between the parts)
test('is the SHA-256 of the sorted JSON, which every reader of an export can compute', () => {
  expect(hashEvent(event, 'aa')).toBe('d156b3785fd193f8103a1330dec400957943b1c21c0c5b6fbf57654c5113fbaa');
});

// As above with "form":2 between "dueAt" and "previousHash".
test('of a new event names its form', () => {
  expect(hashEvent({ ...event, form: 2 }, 'aa')).toBe(
    '8d77e97013b1c44f8e001012c280560333692f37eda0f34290bd05a91e0f52cd',
  );
});

test.for([1, 2])('in form %d the order of keys does not matter, everything else does', (form) => {
  const sample = { ...event, form };
  const hash = hashEvent(sample, 'aa');
  expect(hashEvent({ ...sample, data: { clocks: [{ id: 3, ended: 'sign' }], unit: 'chengguan' } }, 'aa')).toBe(hash);
  const changes: Partial<HashedEvent>[] = [
    { seq: 3 },
    { at: event.at + 1 },
    { dueAt: event.at },
    { action: null },
    { actor: { role: 'officer', unit: null } },
    { data: {} },
    { caseId: '0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3b' },
    { form: 3 },
  ];
  const hashes = changes.map((change) => hashEvent({ ...sample, ...change }, 'aa'));
  expect(new Set([hash, hashEvent(sample, 'ab'), hashEvent(sample, null), ...hashes]).size).toBe(changes.length + 3);
});
