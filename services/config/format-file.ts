import { isCollection, isScalar, parseDocument, visit, type Document, type Tags } from 'yaml';

import { faultAt, type Fault } from './fault.ts';
import { decodeText } from './file-text.ts';
import { parseFile } from './parse-file.ts';
import { toPlain } from './tree.ts';

/**
 * A YAML file in its one layout: two spaces, `{ a: b }`, `[a, b]`, one space before a comment, at most one blank line, no
 * entry broken over lines. Comments, order and quotes stay. What cannot be read is answered with its faults.
 */
export function formatFile(
  tenant: string,
  file: string,
  content: string | Uint8Array,
): { text: string } | { faults: Fault[] } {
  const { tree, faults } = parseFile(tenant, file, content);
  const decoded = decodeText(content, file);
  if (!tree || faults.length > 0 || !('text' in decoded)) return { faults };
  const document = parseDocument(decoded.text, { schema: 'failsafe', uniqueKeys: false, customTags: paddedInMapsOnly });
  markCommentsBeside(document, decoded.text);
  const text = backBeside(document.toString({ lineWidth: 0, nullStr: '', indentSeq: true }));
  // a layout never changes what is said; better none than that
  const again = parseFile(tenant, file, text).tree;
  const isSame = again && JSON.stringify(toPlain(again)) === JSON.stringify(toPlain(tree));
  return isSame ? { text } : { faults: [faultAt('format/kept', tree.place)] };
}

/** The library pads `{ }` and `[ ]` alike; here a list in one line has none, as everybody writes it. */
function paddedInMapsOnly(tags: Tags): Tags {
  return tags.map((tag) => {
    if (typeof tag === 'string' || !tag.nodeClass || !('collection' in tag)) return tag;
    const flowCollectionPadding = tag.collection === 'map' ? ' ' : '';
    return {
      ...tag,
      stringify: (node: { toString: (...args: unknown[]) => string }, context: object, ...rest: unknown[]) =>
        node.toString({ ...context, flowCollectionPadding }, ...rest),
    } as typeof tag;
  });
}

/** Refused in any file that is read, so it stands for nothing else. */
const mark = '\u0001';

/** The library puts the comment of `key: # …` on the next line when a block follows; marked, it can be put back. */
function markCommentsBeside(document: Document.Parsed, source: string): void {
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || !isCollection(value) || value.flow || !value.commentBefore) return;
      const between = source.slice(key.range?.[1] ?? 0, value.range?.[0] ?? 0);
      if (/^[^\n#]*#/.test(between)) value.commentBefore = mark + value.commentBefore;
    },
  });
}

function backBeside(text: string): string {
  return text.replace(/:\n *#\u0001/g, ': #').replaceAll(mark, '');
}
