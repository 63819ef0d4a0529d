import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFInvalidObject,
  PDFName,
  PDFRawStream,
  PDFRef,
  PDFStream,
  type PDFObject,
} from '@cantoo/pdf-lib';
import { lockedPdf, unreadable } from './attachment-problems.ts';
import type { CleanFile } from './clean-file.ts';
import { cleanJp2, cleanJpeg } from './embedded-pictures.ts';
import { cleanDict, cleanEntries, keepOfCatalog } from './pdf-entries.ts';
import { requireWhole } from './pdf-ends.ts';

/** Nobody else waits in this process. */
const atOnce = { parseSpeed: Infinity, objectsPerTick: Infinity };
/** Gathering small objects into streams takes the library time in the square of their number. */
const writing = { ...atOnce, useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false };

/**
 * The same pages in a new PDF: what else a PDF can carry (metadata, places, scripts, actions, files in it, earlier versions of itself) is
 * left out, and so is what the pictures on its pages say about themselves.
 */
export async function cleanPdf(bytes: Uint8Array): Promise<Omit<CleanFile, 'type'>> {
  try {
    requireWhole(bytes);
    const document = await read(bytes);
    const { catalog } = document;
    keepOfCatalog(catalog);
    const reached = cleanFrom(catalog);
    if (![...reached].some(isPage)) throw new RangeError('the file has no page');
    keepOnly(document, reached);
    const cleaned = await document.save(writing);
    return { bytes: cleaned, thumbnail: null, takenAt: null };
  } catch (cause) {
    if (cause instanceof Error && cause.name !== 'Problem') throw unreadable(cause);
    throw cause;
  }
}

function keepOnly({ context }: PDFDocument, reached: Set<PDFObject>): void {
  for (const [ref, object] of context.enumerateIndirectObjects()) if (!reached.has(object)) context.delete(ref);
  context.largestObjectNumber = context
    .enumerateIndirectObjects()
    .reduce((most, [ref]) => Math.max(most, ref.objectNumber), 0);
  const { Root } = context.trailerInfo;
  context.trailerInfo = { ...(Root && { Root }) };
}

const isPage = (object: PDFObject) =>
  object instanceof PDFDict && object.lookup(PDFName.of('Type')) === PDFName.of('Page');

/** Whoever may open it without a password may read it; what its author then forbids is nothing that is done here. */
async function read(bytes: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, { ...atOnce, updateMetadata: false, password: '' });
  } catch (error) {
    if (error instanceof Error && /password|encrypt/i.test(error.message)) throw lockedPdf(error);
    throw error;
  }
}

/** Cleans everything that can be reached from there, and answers it. */
function cleanFrom(catalog: PDFDict): Set<PDFObject> {
  const reached = new Set<PDFObject>();
  const left: PDFObject[] = [catalog];
  for (let object = left.pop(); object !== undefined; object = left.pop()) {
    if (reached.has(object)) continue;
    reached.add(object);
    for (const next of clean(object, catalog)) left.push(next);
  }
  return reached;
}

/** Answers what it leads to. */
function clean(object: PDFObject, { context }: PDFDict): PDFObject[] {
  if (object instanceof PDFInvalidObject) throw new RangeError('a part of the file cannot be read');
  if (object instanceof PDFRef) return [context.lookup(object)].filter((found) => found !== undefined);
  if (object instanceof PDFArray) {
    cleanEntries(object);
    return object.asArray();
  }
  if (object instanceof PDFDict) {
    cleanDict(object);
    return object.values();
  }
  if (!(object instanceof PDFStream)) return [];
  cleanDict(object.dict, { isStream: true });
  if (object instanceof PDFRawStream) cleanPicture(object);
  return object.dict.values();
}

const cleanersOfPictures: Record<string, (bytes: Buffer) => Uint8Array> = {
  '/DCTDecode': cleanJpeg,
  '/DCT': cleanJpeg,
  '/JPXDecode': cleanJp2,
};

/** A picture is coded last; what it is wrapped in besides is taken off. */
function cleanPicture(stream: PDFRawStream): void {
  const { dict } = stream;
  const [filter, parms] = [PDFName.of('Filter'), PDFName.of('DecodeParms')];
  const given = dict.lookup(filter);
  const filters = given instanceof PDFArray ? given.asArray().map((one) => dict.context.lookup(one)) : [given];
  const last = filters.at(-1);
  const cleanCoded = last instanceof PDFName ? cleanersOfPictures[last.asString()] : undefined;
  if (!cleanCoded) return;
  const wrapped = dict.clone();
  wrapped.set(filter, dict.context.obj(filters.slice(0, -1) as PDFName[]));
  const coded = decodePDFRawStream(PDFRawStream.of(wrapped, stream.contents, stream.transform)).decode();
  stream.updateContents(cleanCoded(Buffer.from(coded)));
  dict.set(filter, last!);
  const settings = dict.lookup(parms);
  const ofLast = settings instanceof PDFArray ? settings.lookup(filters.length - 1) : settings;
  if (ofLast instanceof PDFDict) dict.set(parms, ofLast);
  else dict.delete(parms);
}
