import { sql } from 'kysely';
import type { CompiledConfig } from '#workflows/definition/compiled.ts';
import type { Context } from '../context.ts';
import type { TenantDb } from '../database.ts';
import { invalid, type InputFault } from '../problem.ts';
import type { CaseRules } from '../tenants/configurations.ts';
import { caseFilter } from './case-filter.ts';
import { unknownCode } from './fault-words.ts';
import { ListCasesQuery } from './schema.ts';
import { visibleTo } from './visibility.ts';

const codeFilters = ['state', 'step', 'process', 'kind', 'item', 'unit', 'lead', 'outcome'] as const;
type CodeFilter = (typeof codeFilters)[number];

/**
 * A code that neither the configuration in force knows nor a case in the caller's sight carries (cases keep the states of
 * the version that they began with) is misspelt: 422, where an empty list would read as “there are none”.
 */
export async function requireKnownFilters(
  tx: TenantDb,
  { actor }: Pick<Context, 'actor'>,
  query: ListCasesQuery,
  live: CaseRules,
): Promise<void> {
  const faults: InputFault[] = [];
  for (const name of codeFilters) {
    const value = query[name];
    if (value === undefined) continue;
    const known = knownCodes(name, live.config);
    if (known.includes(value)) continue;
    const alone = caseFilter(ListCasesQuery.parse({ [name]: value }), live);
    const { rows } = await sql`
      select from "case" c where ${visibleTo(actor, live.places)} and ${alone} limit 1`.execute(tx);
    if (rows.length === 0) faults.push({ ...unknownCode(`/${name}`, codeOf[name], value, known), in: 'query' });
  }
  if (faults.length > 0) throw invalid(faults);
}

const codeOf: Record<CodeFilter, string> = {
  state: 'state',
  step: 'step',
  process: 'process',
  kind: 'kind',
  item: 'item',
  unit: 'unit',
  lead: 'unit',
  outcome: 'outcome',
};

function knownCodes(name: CodeFilter, { processes, org, catalogue }: CompiledConfig): string[] {
  const all = Object.values(processes);
  const codes: Record<CodeFilter, () => string[]> = {
    state: () => all.flatMap((process) => Object.keys(process.states)),
    step: () => all.flatMap((process) => process.steps.map((step) => step.code)),
    process: () => Object.keys(processes),
    kind: () => all.flatMap((process) => Object.keys(process.kinds)),
    item: () => catalogue.flatMap((edition) => Object.keys(edition.items)),
    unit: () => Object.keys(org.units),
    lead: () => Object.keys(org.units),
    outcome: () => all.flatMap((process) => Object.keys(process.outcomes)),
  };
  return [...new Set(codes[name]())];
}
