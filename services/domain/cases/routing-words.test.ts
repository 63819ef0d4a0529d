import { expect, test } from 'vitest';
import { routingOut } from './routing-words.ts';

test('a rule’s own reason stays, the catalogue’s is said in the reader’s language', () => {
  const own = { rule: 'zone-itself', source: 'routing.yaml:12', reason: '开发区自行办理' };
  expect(routingOut(own, 'en')).toEqual(own);
  expect(routingOut(null, 'zh')).toBeNull();
  for (const rule of ['item', 'no-item', 'no-lead']) {
    expect(routingOut({ rule, source: '', reason: '' }, 'zh')!.reason).toMatch(/\p{Script=Han}/u);
    expect(routingOut({ rule, source: '', reason: '' }, 'en')!.reason).toMatch(/^[A-Z][^\p{Script=Han}]+\.$/u);
  }
});
