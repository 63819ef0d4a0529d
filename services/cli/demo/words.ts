import type { Language, Text } from './language.ts';

/** What the timeline calls things. The tenant's own titles are Chinese; an English reader gets these. */
const words = {
  steps: {
    report: { zh: '基层报', en: 'report' },
    accept: { zh: '中心接', en: 'accept' },
    dispatch: { zh: '平台转', en: 'dispatch' },
    handle: { zh: '部门办', en: 'handle' },
    finish: { zh: '限时结', en: 'finish' },
    evaluate: { zh: '群众评', en: 'evaluate' },
  },
  events: {
    reported: { zh: '上报', en: 'reported' },
    accepted: { zh: '受理', en: 'accepted' },
    dispatched: { zh: '派单', en: 'dispatched' },
    triage_opened: { zh: '进入确权', en: 'to triage' },
    classified: { zh: '定事项', en: 'classified' },
    assigned: { zh: '确权派单', en: 'assigned' },
    signed: { zh: '签收', en: 'signed' },
    contacted: { zh: '联系诉求人', en: 'contacted' },
    arrived: { zh: '报到', en: 'arrived' },
    submitted: { zh: '反馈办结', en: 'submitted' },
    sent_back: { zh: '退回重办', en: 'sent back' },
    verified: { zh: '核查通过', en: 'verified' },
    evaluated: { zh: '评价', en: 'evaluated' },
    closed: { zh: '办结', en: 'closed' },
    return_requested: { zh: '申请退单', en: 'return requested' },
    return_granted: { zh: '同意退单', en: 'return granted' },
    return_refused: { zh: '不同意退单', en: 'return refused' },
    extension_requested: { zh: '申请延期', en: 'extension requested' },
    extension_granted: { zh: '同意延期', en: 'extension granted' },
    extension_refused: { zh: '不同意延期', en: 'extension refused' },
    request_decided: { zh: '审批申请', en: 'request decided' },
    deadline_reminded: { zh: '催办', en: 'reminded' },
    deadline_breached: { zh: '超时', en: 'breached' },
    deadline_escalated: { zh: '升级', en: 'escalated' },
  },
  roles: {
    resident: { zh: '居民', en: 'resident' },
    grid_worker: { zh: '网格员', en: 'grid worker' },
    officer: { zh: '承办', en: 'officer' },
    centre: { zh: '中心', en: 'centre' },
    street_leader: { zh: '街道领导', en: 'street leader' },
    system: { zh: '系统', en: 'system' },
  },
  deadlines: {
    dispatch: { zh: '受理派单', en: 'dispatch' },
    triage: { zh: '确权', en: 'triage' },
    sign: { zh: '签收', en: 'sign' },
    contact: { zh: '联系诉求人', en: 'contact' },
    arrive: { zh: '报到', en: 'arrive' },
    finish: { zh: '办结', en: 'finish' },
    answer: { zh: '协办反馈', en: 'answer' },
    decide: { zh: '审批申请', en: 'decide' },
    check: { zh: '核查', en: 'check' },
    evaluate: { zh: '群众评价', en: 'evaluate' },
  },
  deadlineStates: {
    running: { zh: '进行中', en: 'running' },
    paused: { zh: '已暂停', en: 'paused' },
    met: { zh: '✓ 按时', en: '✓ met' },
    breached: { zh: '✗ 超时', en: '✗ breached' },
    cancelled: { zh: '取消', en: 'cancelled' },
  },
  units: {
    seconds: { zh: '秒', en: 's' },
    minutes: { zh: '分钟', en: 'min' },
    hours: { zh: '小时', en: 'h' },
    days: { zh: '天', en: 'd' },
    working_seconds: { zh: '工作秒', en: 'working s' },
    working_minutes: { zh: '工作分钟', en: 'working min' },
    working_hours: { zh: '工作小时', en: 'working h' },
    working_days: { zh: '工作日', en: 'working d' },
  },
  outcomes: {
    solved: { zh: '已解决', en: 'solved' },
    unrated: { zh: '未评价', en: 'unrated' },
    unsolved: { zh: '未解决', en: 'unsolved' },
  },
  satisfaction: {
    satisfied: { zh: '满意', en: 'satisfied' },
    basically_satisfied: { zh: '基本满意', en: 'basically satisfied' },
    dissatisfied: { zh: '不满意', en: 'dissatisfied' },
  },
} as const satisfies Record<string, Record<string, Text>>;

/** The word of a code; a code that a county has added itself is shown as it is. */
export function wordOf(group: keyof typeof words, code: string, language: Language): string {
  const known: Record<string, Text> = words[group];
  return known[code]?.[language] ?? code;
}
