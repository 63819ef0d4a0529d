/** A case as answers show it, kept in one place so that every example tells the same story. */

const caseId = '0199c3f2-8a4e-7cc1-9a51-5d1f8d1c2b3a';
const routing = { rule: 'item', source: 'catalogue/first.yaml:41', reason: '事项“占道经营”的主办单位' };

export const snapshotExample = {
  id: caseId,
  number: 'HN-20261123-00007',
  process: 'whistle',
  kind: 'daily',
  configVersion: 3,
  item: { code: 'E03', title: '占道经营', variant: null, edition: 2 },
  urgency: 'urgent',
  state: 'dispatched',
  stateTitle: '已派单',
  step: { code: 'dispatch', title: '平台转' },
  outcome: null,
  round: 1,
  level: 'street',
  flags: [],
  lead: { unit: 'chengguan', title: '城管执法局' },
  finalOwner: false,
  mergedInto: null,
  mergedCase: null,
  children: [],
  referredTo: null,
  tracks: [
    {
      unit: 'chengguan',
      title: '城管执法局',
      role: 'lead',
      state: 'dispatched',
      dispatchedAt: '2026-11-23T01:00:00Z',
      signedAt: null,
      contactedAt: null,
      arrivals: [],
      submittedAt: null,
      result: null,
    },
  ],
  deadlines: [
    {
      id: '2',
      name: 'sign',
      title: '签收',
      unit: 'chengguan',
      round: 1,
      budget: { value: 1, unit: 'hours' },
      startedAt: '2026-11-23T01:00:00Z',
      dueAt: '2026-11-23T02:00:00Z',
      remaining: null,
      state: 'running',
      provisional: false,
      endedAt: null,
    },
  ],
  requests: [],
  evaluations: [],
  times: {},
  routing,
  offered: [{ action: 'sign', unit: 'chengguan', title: '签收', fields: [] }],
  description: '兴工路口多家摊贩占道经营，非机动车无法通行',
  location: {
    unit: 'dongfeng-xinggong',
    title: '兴工社区',
    address: '兴工路与爱国街交叉口',
    lon: 126.0432,
    lat: 42.6851,
  },
  channel: 'grid_app',
  fields: {},
  externalId: null,
  photos: [],
  files: {},
  reporter: { type: 'grid_worker', name: '王*', phone: '138****0012', secret: false },
  createdAt: '2026-11-23T01:00:00Z',
  updatedAt: '2026-11-23T01:00:00Z',
  closedAt: null,
  seq: 3,
};

export const similarExample = {
  id: caseId,
  number: snapshotExample.number,
  item: snapshotExample.item,
  state: 'dispatched',
  stateTitle: '已派单',
  meters: 30,
  createdAt: snapshotExample.createdAt,
  mine: false,
  followable: true,
};

export const eventListExample = {
  data: [
    {
      seq: 1,
      at: '2026-11-23T01:00:00Z',
      type: 'reported',
      step: 'report',
      action: null,
      actor: { unit: null, role: 'grid_worker' },
      data: {},
      hash: '6f1c0b9a52d7e3c4801f5a6b7c8d9e0f112233445566778899aabbccddeeff00',
    },
  ],
  nextCursor: null,
};

export const worklistExample = {
  data: [
    {
      case: {
        id: caseId,
        number: snapshotExample.number,
        process: 'whistle',
        kind: 'daily',
        item: snapshotExample.item,
        urgency: 'urgent',
        state: 'dispatched',
        stateTitle: '已派单',
        location: { unit: 'dongfeng-xinggong', title: '兴工社区' },
        description: snapshotExample.description,
        times: {},
        createdAt: snapshotExample.createdAt,
      },
      action: 'sign',
      title: '签收',
      unit: 'chengguan',
      deadline: 'sign',
      dueAt: '2026-11-23T02:00:00Z',
      remaining: null,
      breached: false,
      why: '“签收”自 2026-11-23 09:00 起 1 小时内。',
    },
  ],
  nextCursor: null,
  told: [
    {
      at: '2026-11-23T01:48:00Z',
      kind: 'remind',
      title: '签收',
      text: '城管执法局“签收”将到期。',
      case: { id: caseId, number: snapshotExample.number },
    },
  ],
  counts: { total: 1, breached: 0, byAction: { sign: 1 } },
};

export const simulateExample = {
  lead: snapshotExample.lead,
  assist: [],
  routing,
  urgency: 'urgent',
  deadlines: [
    {
      name: 'sign',
      unit: 'chengguan',
      budget: { value: 1, unit: 'hours' },
      startedAt: '2026-11-23T01:00:00Z',
      dueAt: '2026-11-23T02:00:00Z',
      provisional: false,
    },
  ],
};
