import { deflateSync } from 'node:zlib';
import { AFRelationship, PDFDocument, PDFName, PDFString, type PDFDict, type PDFPage } from '@cantoo/pdf-lib';
import sharp from 'sharp';

/** A paper of one page, as an office saves it. */
export async function paper(): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage([300, 200]).drawText('Minutes of the site visit', { x: 20, y: 150, size: 12 });
  return Buffer.from(await document.save());
}

/** A photo with a place in all that a camera or an editor writes beside it, and more behind its end. */
async function photoWithPlaces(trace: string): Promise<Buffer> {
  const plain = sharp({ create: { width: 32, height: 24, channels: 3, background: '#4080c0' } });
  const jpeg = await plain
    .withExif({ IFD0: { ImageDescription: trace }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '42/1 41/1 6/1' } })
    .withIccProfile('srgb')
    .jpeg({ progressive: true })
    .toBuffer();
  const segment = (marker: number, text: string) => {
    const payload = Buffer.from(text);
    return Buffer.concat([Buffer.from([0xff, marker, 0, payload.length + 2]), payload]);
  };
  const added = [segment(0xfe, trace), segment(0xed, `Photoshop 3.0\0${trace}`), segment(0xe2, `MPF\0${trace}`)];
  return Buffer.concat([jpeg.subarray(0, 2), ...added, jpeg.subarray(2), Buffer.from(trace)]);
}

/** A paper with photos on it, and a place, a script or a file in every corner that a PDF has for them. */
export async function paperWithEverything(): Promise<{ bytes: Buffer; trace: string }> {
  const trace = '+42.6851+126.0432';
  const document = await PDFDocument.create();
  const page = document.addPage([300, 200]);
  page.drawText('Minutes of the site visit', { x: 20, y: 150, size: 12 });
  const photo = await photoWithPlaces(trace);
  drawJpeg(page, 'plain', photo, 'DCTDecode');
  drawJpeg(page, 'wrapped', deflateSync(photo), ['FlateDecode', 'DCTDecode']);
  document.setTitle(trace);
  document.setAuthor(trace);
  document.addJavaScript('main', `app.alert("${trace}")`);
  await document.attach(Buffer.from(trace), `${trace}.txt`, { afRelationship: AFRelationship.Data });
  const { context, catalog } = document;
  const words = (text: string) => context.register(context.stream(text));
  const script = { S: 'JavaScript', JS: PDFString.of(`"${trace}"`) };
  catalog.set(PDFName.of('Metadata'), words(`<x:xmpmeta>${trace}</x:xmpmeta>`));
  catalog.set(PDFName.of('OpenAction'), context.obj(script));
  page.node.set(PDFName.of('PieceInfo'), context.obj({ App: { Private: words(trace) } }));
  page.node.set(PDFName.of('AA'), context.obj({ O: script }));
  page.node.set(PDFName.of('VP'), context.obj([{ Measure: { Subtype: 'GEO', GPTS: [42.6851, 126.0432] } }]));
  const file = { Type: 'Filespec', F: PDFString.of(trace), EF: { F: words(trace) } };
  annotate(page, [
    context.obj({ Subtype: 'FileAttachment', Rect: [0, 0, 9, 9], FS: file }),
    context.obj({ Subtype: 'Link', Rect: [0, 0, 9, 9], A: { S: 'Launch', F: PDFString.of(trace) } }),
    context.obj({ Subtype: 'Link', Rect: [0, 0, 9, 9], A: { S: 'GoTo', D: [page.ref, 'Fit'], Next: script } }),
    context.obj({ Subtype: 'Widget', Rect: [0, 0, 9, 9], FT: 'Tx', V: PDFString.of('by hand'), A: script }),
    context.obj({ Subtype: 'Widget', Rect: [0, 0, 9, 9], FT: 'Sig', V: { Contents: PDFString.of(trace) } }),
  ]);
  words(`left over from an earlier version: ${trace}`);
  return { bytes: Buffer.from(await document.save({ useObjectStreams: false })), trace };
}

function drawJpeg(page: PDFPage, name: string, bytes: Uint8Array, filter: string | string[]): void {
  const { context } = page.doc;
  const about = {
    Type: 'XObject',
    Subtype: 'Image',
    Width: 32,
    Height: 24,
    ColorSpace: 'DeviceRGB',
    BitsPerComponent: 8,
  };
  page.node.setXObject(PDFName.of(name), context.register(context.stream(bytes, { ...about, Filter: filter })));
}

function annotate(page: PDFPage, annotations: PDFDict[]): void {
  const { context } = page.doc;
  page.node.set(PDFName.of('Annots'), context.obj(annotations.map((one) => context.register(one))));
}
