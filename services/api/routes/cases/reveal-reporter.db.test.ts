import { expect, test } from 'vitest';
import { anApi } from '../../testing.ts';

const report = {
  description: '楼道里一直有焦糊味，不知道找谁',
  location: { unit: 'dongfeng-xinggong', address: '兴工路 12 号楼 3 单元 502' },
  channel: 'hotline',
  reporter: { type: 'resident', name: '李小红', phone: '13844510012' },
};

test('the centre sees in full what it asked for and gave a reason for; that it did is in the audit log, what it saw is not', async () => {
  const api = await anApi();
  const centre = await api.as('centre');
  const { id, reporter } = (await centre('/v1/cases', { body: report })).body;
  expect(reporter).toMatchObject({ name: '李*红', phone: '138****0012' });

  const body = { fields: ['reporter.phone', 'location.address'], reason: '回访核实' };
  const revealed = await centre(`/v1/cases/${id}/reveal`, { body });
  expect([revealed.status, revealed.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(revealed.body).toEqual({
    caseId: id,
    reporter: { phone: '13844510012' },
    location: { address: report.location.address },
  });

  const audited = await api.tenant.inTenant((tx) =>
    tx.selectFrom('audit_entry').selectAll().where('action', '=', 'case.reveal').execute(),
  );
  expect(audited).toHaveLength(1);
  expect(audited[0]).toMatchObject({ target: `case/${id}`, actor_id: `${api.tenant.code}/centre`, data: body });
  expect(JSON.stringify(audited)).not.toMatch(/13844510012|502/);
});

test('nobody sees anything without a reason or without asking for something', async () => {
  const api = await anApi();
  const centre = await api.as('centre');
  const { id } = (await centre('/v1/cases', { body: report })).body;
  const answer = await centre(`/v1/cases/${id}/reveal`, { body: { fields: [] } });
  expect([answer.status, answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()]).toEqual([
    422,
    ['/fields', '/reason'],
  ]);
  const officer = await api.as('chengguan');
  expect(
    (await officer(`/v1/cases/${id}/reveal`, { body: { fields: ['reporter.name'], reason: '想知道' } })).status,
  ).toBe(403);
});
