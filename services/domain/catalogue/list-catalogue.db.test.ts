import { describe, expect, test } from 'vitest';
import { aTenant } from '../testing.ts';
import { listCatalogue } from './list-catalogue.ts';
import { CatalogueList } from './schema.ts';

describe('the catalogue', () => {
  test('lists the items of the edition in force with their units by name', async () => {
    const tenant = await aTenant();
    const list = CatalogueList.parse(await listCatalogue(await tenant.person('resident'), {}));
    const edition = tenant.config.catalogue.at(-1)!;
    expect(list.edition).toMatchObject({ edition: edition.edition, title: edition.title });
    expect(list.data.map((item) => item.code)).toEqual(Object.keys(edition.items));
    const withLead = list.data.find((item) => item.lead?.unit === 'chengguan');
    expect(withLead?.lead?.title).toBe('城管执法局');
  });

  test('gives each sub-type the values that hold for it', async () => {
    const tenant = await aTenant({
      change: (config) => {
        const item = Object.values(config.catalogue.at(-1)!.items)[0]!;
        item.urgency = 'urgent';
        item.variants = [{ code: 'calm', title: '一般', urgency: 'normal', lead: 'telecom' }];
      },
    });
    const [item] = (await listCatalogue(await tenant.person('resident'), {})).data;
    expect(item!.variants).toMatchObject([
      { code: 'calm', urgency: 'normal', limit: item!.limit, lead: { unit: 'telecom' } },
    ]);
  });

  test('takes the edition of the day, and none before the first', async () => {
    const tenant = await aTenant({
      change: ({ catalogue }) => {
        const [first] = catalogue;
        catalogue.splice(0, catalogue.length, { ...first!, from: '2024-01-01' });
        catalogue.push({ ...first!, edition: 9, code: 'next', from: '2026-06-01', items: {} });
      },
    });
    const ctx = await tenant.person('resident');
    const editionAt = async (at: string) => (await listCatalogue(ctx, { at })).edition?.edition ?? null;
    const first = tenant.config.catalogue[0]!.edition;
    const days = ['2023-12-31', '2024-01-01', '2026-05-31T15:59:59Z', '2026-05-31T16:00:00Z'];
    expect(await Promise.all(days.map(editionAt))).toEqual([null, first, first, 9]);
  });
});
