import { z } from 'zod';

import { fileKinds, type FileKind } from './bundle-files.ts';
import type { Locale } from './fault.ts';
import { faultTexts } from './fault-texts.ts';
import { languagePage } from './reference-page.ts';

/** A node of draft-7 JSON Schema, with the Chinese description that `.meta()` carries beside the English one. */
export interface SchemaNode {
  title?: string;
  description?: string;
  zh?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  examples?: unknown[];
  required?: string[];
  properties?: Record<string, SchemaNode>;
  additionalProperties?: SchemaNode | boolean;
  propertyNames?: SchemaNode;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
  $ref?: string;
  definitions?: Record<string, SchemaNode>;
  [other: string]: unknown;
}

/** Writes what is derived from the schemas: completion for the editor, the reference of the language and of its faults. */
export async function generate(write: (path: string, text: string) => Promise<void>): Promise<void> {
  const schemas = Object.fromEntries(
    Object.entries(fileKinds).map(([kind, { schema }]) => [kind, jsonSchemaOf(schema)]),
  ) as Record<FileKind, SchemaNode>;
  for (const [kind, schema] of Object.entries(schemas))
    await write(`tenants/_schema/${kind}.schema.json`, JSON.stringify(inBothLanguages(schema), null, 2));
  await write('docs/reference/language.md', languagePage(schemas, 'en'));
  await write('docs/reference/language.zh.md', languagePage(schemas, 'zh'));
  await write('docs/reference/faults.md', faultsPage('en'));
  await write('docs/reference/faults.zh.md', faultsPage('zh'));
}

function jsonSchemaOf(schema: z.ZodType): SchemaNode {
  return z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as SchemaNode;
}

/** Editors show one description: English, then Chinese. */
function inBothLanguages(node: SchemaNode): SchemaNode {
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === 'examples' || key === 'enum' ? value : inside(value)]),
  ) as SchemaNode;
  if (typeof copy.zh !== 'string') return copy;
  const { zh, ...rest } = copy;
  return { ...rest, description: [copy.description, zh].filter(Boolean).join('\n') };
}

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  return typeof value === 'object' && value !== null ? inBothLanguages(value as SchemaNode) : value;
}

const faultWords = {
  en: {
    title: 'Faults of a bundle',
    head: '| code | severity | what is wrong | what would be right |',
    severity: { error: 'error', warning: 'warning' },
  },
  zh: {
    title: '配置问题一览',
    head: '| 代码 | 级别 | 问题 | 怎样改正 |',
    severity: { error: '错误', warning: '提醒' },
  },
} as const;

function faultsPage(locale: Locale): string {
  const words = faultWords[locale];
  const rows = Object.entries(faultTexts)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, text]) => {
      const [message, remedy] = text[locale].map((part) =>
        part.replaceAll('[[', '').replaceAll(']]', '').replaceAll('|', '\\|'),
      );
      return `| \`${code}\` | ${words.severity[text.severity]} | ${message} | ${remedy} |`;
    });
  return [`# ${words.title}`, '', words.head, '| --- | --- | --- | --- |', ...rows, ''].join('\n');
}
