import type { FileKind } from './bundle-files.ts';
import type { Locale } from './fault.ts';
import type { SchemaNode } from './generate.ts';

const words = {
  en: {
    title: 'The language of a bundle',
    intro:
      'Generated from the schemas that also read the files. `[]` is an entry of a list, `<code>` a name of your own. A key marked * must be there.',
    head: '| key | value | meaning |',
    list: 'list of',
    or: 'or',
    asAbove: 'as',
    example: 'e.g.',
  },
  zh: {
    title: '配置语言参考',
    intro: '由读取文件的同一份描述生成。[] 表示列表中的一项，<code> 表示自取的名称；带 * 的必须写。',
    head: '| 键 | 值 | 说明 |',
    list: '列表：',
    or: '或',
    asAbove: '同',
    example: '如',
  },
} as const;

const types: Record<Locale, Record<string, string>> = {
  en: { string: 'text', integer: 'whole number', number: 'number', boolean: 'true, false', object: 'map' },
  zh: { string: '文字', integer: '整数', number: '数字', boolean: 'true、false', object: '键值' },
};

/** One heading for each kind of file and a row for each key that it may have, in one language. */
export function languagePage(schemas: Record<FileKind, SchemaNode>, locale: Locale): string {
  const say = words[locale];
  const parts = Object.values(schemas).flatMap((schema) => [
    `## ${schema.title ?? ''}`,
    '',
    describe(schema, locale),
    '',
    say.head,
    '| --- | --- | --- |',
    ...new Set(rowsOf({ root: schema, locale, told: new Map() }, schema, '')),
    '',
  ]);
  return [`# ${say.title}`, '', say.intro, '', ...parts].join('\n');
}

interface Page {
  root: SchemaNode;
  locale: Locale;
  /** Where a part that occurs in several places (a condition, a move, a unit inside a unit) was told already. */
  told: Map<string, string>;
}

function rowsOf(page: Page, node: SchemaNode, path: string): string[] {
  const at = resolve(page.root, node);
  const rows: string[] = [];
  for (const [key, child] of Object.entries(at.properties ?? {}))
    rows.push(...entryRows(page, child, path === '' ? key : `${path}.${key}`, at.required?.includes(key) ?? false));
  if (typeof at.additionalProperties === 'object')
    rows.push(...entryRows(page, at.additionalProperties, path === '' ? '<code>' : `${path}.<code>`, false));
  if (at.items) rows.push(...rowsOf(page, at.items, `${path}[]`));
  for (const branch of at.anyOf ?? at.oneOf ?? []) rows.push(...rowsOf(page, branch, path));
  return rows;
}

function entryRows(page: Page, node: SchemaNode, name: string, isRequired: boolean): string[] {
  const at = { ...resolve(page.root, node), ...node };
  const part = JSON.stringify(resolve(page.root, node));
  const earlier = page.told.get(part);
  const value =
    earlier === undefined ? valueOf(page.root, at, page.locale) : `${words[page.locale].asAbove} \`${earlier}\``;
  const text = `| \`${name}\`${isRequired ? ' *' : ''} | ${escape(value)} | ${escape(describe(at, page.locale))} |`;
  if (earlier !== undefined) return [text];
  if (part.length > 900 || part.includes('"$ref"')) page.told.set(part, name);
  return [text, ...rowsOf(page, node, name)];
}

function describe(node: SchemaNode, locale: Locale): string {
  const text = (locale === 'zh' ? node.zh : node.description) ?? '';
  const examples = (node.examples ?? []).map((example) => `\`${inYaml(example)}\``);
  return examples.length > 0 ? `${text} ${words[locale].example} ${examples.join(', ')}`.trim() : text;
}

function valueOf(root: SchemaNode, node: SchemaNode, locale: Locale): string {
  const at = resolve(root, node);
  if (at.const !== undefined) return `\`${String(at.const)}\``;
  if (at.enum) return at.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (at.items) return `${words[locale].list} ${valueOf(root, at.items, locale)}`;
  const branches = at.anyOf ?? at.oneOf;
  if (branches)
    return [...new Set(branches.map((branch) => valueOf(root, branch, locale)))].join(` ${words[locale].or} `);
  return [at.type ?? 'object']
    .flat()
    .map((type) => types[locale][type] ?? type)
    .join(` ${words[locale].or} `);
}

function resolve(root: SchemaNode, node: SchemaNode): SchemaNode {
  const name = node.$ref?.replace('#/definitions/', '');
  if (node.$ref === '#') return root;
  return (name !== undefined && root.definitions?.[name]) || node;
}

/** Flow style, as it would stand in a file. */
function inYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inYaml).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, part]) => `${key}: ${inYaml(part)}`)
      .join(', ')} }`;
  return typeof value === 'string' && /^\d+$/.test(value) ? `"${value}"` : String(value);
}

function escape(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
