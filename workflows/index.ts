/** The one file that the worker bundles: what is exported here is a workflow type. */
export { caseWorkflow } from './case/case.workflow.ts';
export { rolloutWorkflow } from './rollout/rollout.workflow.ts';
