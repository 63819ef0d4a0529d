import type { TenantFile } from '#workflows/definition/schema/index.ts';

import { settingWithin } from './compare.ts';
import { locate, locateKey } from '../tree.ts';
import type { Piece } from '../validate.ts';
import { mustKnow, type CheckContext } from './context.ts';
import { durationText } from './duration-text.ts';

const mayExtend = { country: [], province: ['country'], county: ['province', 'country'] } as const;

export function checkTenant(ctx: CheckContext): void {
  const { bundle, report } = ctx;
  for (const [index, layer] of bundle.layers.entries()) {
    const piece = bundle.tenants.find(({ tree }) => tree.place.tenant === layer.tenant);
    if (!piece) {
      if (!layer.incomplete.has('tenant'))
        report(
          'file/missing',
          { tenant: layer.tenant, file: 'tenant.yaml', line: 1, column: 1 },
          { file: 'tenant.yaml' },
        );
      continue;
    }
    const { tree, value } = piece;
    if (value.code !== layer.tenant)
      report('name/file', locate(tree, ['code']), { file: layer.tenant, name: value.code });
    checkAbove(ctx, piece, bundle.layers[index - 1]?.tenant);
    checkSettings(ctx, piece);
    if (index < bundle.layers.length - 1 || value.kind !== 'county') continue;
    for (const key of ['division', 'number_prefix'] as const)
      if (value[key] === undefined && !(tree.kind === 'map' && tree.damaged))
        report('tenant/incomplete', tree.place, { key });
  }
}

function checkAbove(ctx: CheckContext, { tree, value }: Piece<TenantFile>, above: string | undefined): void {
  const kinds = mayExtend[value.kind];
  if (value.extends === undefined) {
    const isDamaged = tree.kind === 'map' && tree.damaged;
    if (kinds.length > 0 && !isDamaged) ctx.report('tenant/extends-missing', tree.place, { kind: value.kind });
    return;
  }
  const place = locate(tree, ['extends']);
  // the caller hands in the layers that it has; one that is named and not among them does not exist
  if (above !== value.extends) return void mustKnow(ctx, 'tenant', value.extends, above ? [above] : [], place);
  const aboveKind = ctx.bundle.tenants.find((piece) => piece.tree.place.tenant === above)?.value.kind;
  if (aboveKind && !(kinds as readonly string[]).includes(aboveKind))
    ctx.report('tenant/extends-kind', place, { kind: value.kind, above, aboveKind });
}

function checkSettings(ctx: CheckContext, { tree, value }: Piece<TenantFile>): void {
  for (const [code, settings] of Object.entries(value.settings ?? {})) {
    const path = ['settings', code];
    const process = ctx.bundle.processes.get(code);
    if (!mustKnow(ctx, 'process', code, ctx.bundle.processes, locateKey(tree, path)) || !process) continue;
    const offered = process.value.settings ?? {};
    for (const [name, written] of Object.entries(settings)) {
      const at = [...path, name];
      const setting = offered[name];
      if (!mustKnow(ctx, 'setting', name, Object.keys(offered), locateKey(tree, at)) || !setting) continue;
      if (kindOf(written) !== kindOf(setting.default)) {
        const params = { name, expected: kindOf(setting.default), found: kindOf(written) };
        ctx.report('setting/type', locate(tree, at), params);
        continue;
      }
      for (const side of ['at_least', 'at_most'] as const) {
        const bound = setting[side];
        if (bound === undefined || settingWithin(written, side, bound)) continue;
        const params = { name, value: durationText(written), bound: boundText(side, bound) };
        ctx.report('setting/out-of-bounds', locate(tree, at), params, locate(process.tree, ['settings', name, side]));
      }
    }
  }
}

export function boundText(side: 'at_least' | 'at_most', bound: unknown): string {
  return `${side === 'at_least' ? '≥' : '≤'} ${durationText(bound)}`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return '@list';
  return typeof value === 'object' ? '@duration' : `@${typeof value}`;
}
