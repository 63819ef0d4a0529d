import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';

/** What came in a form, by the names of its fields; of one that came twice, both. */
export interface FormParts {
  texts: Map<string, string[]>;
  files: Map<string, Uint8Array[]>;
}

/** The form has more parts than an operation takes, or one whose text is longer. */
export class FormTooLarge extends Error {}

const mostParts = 10;
/** No operation takes as many files: one more than the right number is told as such. */
const mostFiles = 3;
const longestText = 16 * 1024;
const sliceBytes = 32 * 1024;

/** Takes a form apart. Throws FormTooLarge at the first part too many, and else what the parser says of a body that is no form. */
export async function formParts(contentType: string, body: Uint8Array): Promise<FormParts> {
  const [texts, files] = [new Map<string, string[]>(), new Map<string, Uint8Array[]>()];
  const parser = new Busboy({
    headers: { 'content-type': contentType },
    limits: { parts: mostParts, files: mostFiles, fieldSize: longestText, headerPairs: 20, headerSize: 8 * 1024 },
    isPartAFile: (_, type = '', name) => name !== undefined || !['text/plain', 'application/json'].includes(type),
  });
  const refuse = () => parser.destroy(new FormTooLarge());
  parser.on('partsLimit', refuse).on('filesLimit', refuse);
  parser.on('field', (name, value, _, isCut) => {
    if (isCut) refuse();
    texts.set(name, [...(texts.get(name) ?? []), value]);
  });
  parser.on('file', (name, stream) => {
    const pieces: Buffer[] = [];
    stream.on('data', (piece: Buffer) => pieces.push(piece));
    stream.on('end', () => files.set(name, [...(files.get(name) ?? []), Buffer.concat(pieces)]));
    // Told by the parser too.
    stream.on('error', () => {});
  });
  await pipeline(Readable.from(slices(body)), parser);
  return { texts, files };
}

/** In pieces, with everybody else's work between them. */
async function* slices(body: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += sliceBytes) {
    yield body.subarray(at, at + sliceBytes);
    await new Promise(setImmediate);
  }
}
