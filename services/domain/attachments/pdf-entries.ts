import { PDFDict, PDFName, PDFNull, PDFStream, type PDFArray, type PDFObject } from '@cantoo/pdf-lib';

const names = (text: string) => text.split(' ').map((name) => PDFName.of(name));

/** What pages need of the document around them, and what helps to find one's way in it. */
const ofCatalog = names(
  'Type Version Pages PageLabels PageLayout Names Dests Outlines OCProperties AcroForm Lang MarkInfo StructTreeRoot OutputIntents',
);

/** What tells of the file's past, of places, and of what is to run or to be loaded. */
const nowhere = names(
  'Metadata PieceInfo LastModified AA OpenAction JS JavaScript EmbeddedFiles AF EF XFA Thumb OPI VP Measure PtData LGIDict ' +
    'RichMediaContent RichMediaSettings Renditions AlternatePresentations Perms DSS SpiderInfo Sig ByteRange Info',
);

/** A stream may stand for a file elsewhere, and a form on a page for a page elsewhere. */
const notOfStreams = names('F FFilter FDecodeParms Ref PS');

const harmlessActions = names('GoTo URI');
const filesOnPages = names('FileAttachment Sound Movie Screen 3D RichMedia TrapNet');

export function keepOfCatalog(catalog: PDFDict): void {
  for (const key of catalog.keys()) if (!ofCatalog.includes(key)) catalog.delete(key);
}

export function cleanDict(dict: PDFDict, { isStream = false } = {}): void {
  for (const key of isStream ? [...nowhere, ...notOfStreams] : nowhere) dict.delete(key);
  const action = PDFName.of('A');
  if (!isHarmless(dict.lookup(action))) dict.delete(action);
  // What somebody signed was the file as it came; on what is kept the signature would call itself broken.
  if (dict.lookup(PDFName.of('FT')) === PDFName.of('Sig')) dict.delete(PDFName.of('V'));
}

/** An action says what it is by S; other things called A (attributes of structure) have none. */
function isHarmless(action: PDFObject | undefined): boolean {
  if (!(action instanceof PDFDict)) return true;
  action.delete(PDFName.of('Next'));
  const kind = action.lookup(PDFName.of('S'));
  return kind === undefined || harmlessActions.some((harmless) => harmless === kind);
}

/** Files, films and sounds that are pinned to a page lose their place in the list of what is. */
export function cleanEntries(array: PDFArray): void {
  for (let i = 0; i < array.size(); i += 1) {
    const entry = array.lookup(i);
    const dict = entry instanceof PDFStream ? entry.dict : entry;
    const kind = dict instanceof PDFDict ? dict.lookup(PDFName.of('Subtype')) : undefined;
    if (filesOnPages.some((pinned) => pinned === kind)) array.set(i, PDFNull);
  }
}
