import { expect, test } from 'vitest';
import { caseWorkflowId } from './naming.ts';

const caseId = '0199a1b2-0000-7000-8000-000000000001';

test('a case is found under its tenant and its id', () => {
  expect(caseWorkflowId({ tenant: 'demo', caseId })).toBe(`t/demo/case/${caseId}`);
});

test.each([
  { tenant: 'demo/case/x', caseId },
  { tenant: '', caseId },
  { tenant: 'demo', caseId: `${caseId}' OR 'a' = 'a` },
  { tenant: 'demo', caseId: 'E03' },
])('an id that could be read as something else is refused: %o', (key) => {
  expect(() => caseWorkflowId(key)).toThrow(RangeError);
});
