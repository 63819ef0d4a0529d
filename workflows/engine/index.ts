/** Everything that decides and nothing that does: plain JSON in, plain JSON out, no clock. One engine serves act, explain, simulate and replay. */
export { openCase } from './process/open-case.ts';
export { decide } from './process/decide.ts';
export { nextInstant, settle } from './process/settle.ts';
export type { Settled } from './process/settle.ts';
export { reproject } from './process/reproject.ts';
export type { Before } from './process/reproject.ts';
export { offered } from './process/offered.ts';
export { simulate } from './process/simulate.ts';
export type { Simulated } from './process/simulate.ts';
export { explainReport } from './process/explain.ts';
export type { ExplainedClock, ExplainedReport } from './process/explain.ts';
export type * from './process/case-state.ts';
export { editionInForce, itemWithVariant } from './routing/question.ts';
export type { RoutingQuestion } from './routing/question.ts';
export type { BuiltInRule, RouteExplanation, RoutingAnswer } from './routing/route.ts';
export type { RoutingFact } from './routing/rule-facts.ts';
export { entryOf } from './entry-of.ts';
export { existsOn, pathUp, unitsAround } from './routing/org-tree.ts';
