import type { Item, Org } from '#workflows/definition/compiled.ts';
import { itemWithVariant } from '#workflows/engine/index.ts';
import type { Context } from '../context.ts';
import { dayOf } from '../day.ts';
import { pageOf } from '../page.ts';
import type { CatalogueItem, CatalogueList, ListCatalogueInput } from './schema.ts';

/** The items that a report on this day would choose from; everyone signed in may read them. */
export async function listCatalogue(ctx: Context, input: ListCatalogueInput): Promise<CatalogueList> {
  return ctx.inTenant(async (tx) => {
    const now = await ctx.deps.clock.now(tx);
    const { config } = await ctx.deps.configurations.active(tx, now);
    const date = dayOf(config.calendar, input.at, now);
    const found = config.catalogue.findLast((edition) => edition.from <= date);
    if (!found) return { edition: null, data: [], nextCursor: null };
    const { edition, code, title, from, items } = found;
    const data = Object.values(items).map((item) => entryOf(item, config.org));
    return { edition: { edition, code, title, from }, ...pageOf(data, input) };
  });
}

function entryOf(item: Item, org: Org): CatalogueItem {
  const { code, title, category, visit, evidence, example } = item;
  return {
    code,
    title,
    titleEn: item.titleEn ?? null,
    category,
    ...dutyOf(item, org),
    visit,
    fileWhen: item.fileWhen ?? null,
    doneWhen: item.doneWhen ?? null,
    ask: item.ask ?? null,
    evidence,
    variants: item.variants.map((variant) => {
      return { code: variant.code, title: variant.title, ...dutyOf(itemWithVariant(item, variant.code), org) };
    }),
    example,
  };
}

function dutyOf({ urgency, limit, lead, assist }: Item, org: Org) {
  const named = (unit: string) => ({ unit, title: org.units[unit]?.title ?? unit });
  return { urgency, limit, lead: lead === null ? null : named(lead), assist: assist.map(named) };
}
