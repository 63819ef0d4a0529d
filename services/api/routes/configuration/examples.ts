export const versionExample = {
  version: 2,
  hash: '6f1c0b9a52d7e3c4801f5a6b7c8d9e0f112233445566778899aabbccddeeff00',
  note: '占道经营限时由 2 小时改为 3 小时',
  createdBy: 'demo/admin',
  createdAt: '2026-11-23T01:00:00Z',
  parents: [{ tenant: 'province', version: 1 }],
  candidateOf: null,
  publishedFrom: '2026-11-30T16:00:00Z',
  publishedAt: '2026-11-23T01:05:00Z',
  active: false,
  ok: true,
  faults: [],
};
