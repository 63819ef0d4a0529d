import fc from 'fast-check';
import { decodePDFRawStream, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { Problem } from '../problem.ts';
import { cleanPdf } from './clean-pdf.ts';
import { paper, paperWithEverything } from './pdf.fixture.ts';

const answerTo = (bytes: Uint8Array) =>
  cleanPdf(bytes).then(
    () => 'taken',
    (error: unknown) => (error instanceof Problem ? error.code : error),
  );

const isPicture = (stream: PDFRawStream) => stream.dict.get(PDFName.of('Subtype')) === PDFName.of('Image');

async function streamsIn(bytes: Uint8Array): Promise<PDFRawStream[]> {
  const { context } = await PDFDocument.load(bytes, { updateMetadata: false });
  return context.enumerateIndirectObjects().flatMap(([, object]) => (object instanceof PDFRawStream ? [object] : []));
}

/** All that stands in the file, unpacked. */
async function everythingIn(bytes: Uint8Array): Promise<string> {
  const { context } = await PDFDocument.load(bytes, { updateMetadata: false });
  const unpacked = (await streamsIn(bytes)).map((stream) =>
    isPicture(stream) ? stream.contents : decodePDFRawStream(stream).decode(),
  );
  const objects = context.enumerateIndirectObjects().map(([, object]) => object.toString());
  return [...objects, ...unpacked.map((one) => Buffer.from(one).toString('latin1'))].join('\n');
}

describe('a paper that is taken in', () => {
  test('carries no place, no script, no file and nothing of its past', async () => {
    const { bytes, trace } = await paperWithEverything();
    const before = await everythingIn(bytes);
    const after = await everythingIn((await cleanPdf(bytes)).bytes);
    for (const word of [
      trace,
      '/JavaScript',
      '/Launch',
      '/EF',
      '/GPTS',
      '/OpenAction',
      '/PieceInfo',
      '/Metadata',
      'Exif',
    ]) {
      expect([word, before.includes(word)]).toEqual([word, true]);
      expect([word, after.includes(word)]).toEqual([word, false]);
    }
    expect(after).not.toContain('earlier version');
  });

  test('shows what it showed: text, pictures, what was filled in, and links within it', async () => {
    const { bytes } = await paperWithEverything();
    const cleaned = (await cleanPdf(bytes)).bytes;
    const [before, after] = [await everythingIn(bytes), await everythingIn(cleaned)];
    const drawn = /BT[^]*?ET/.exec(before)![0];
    expect(after).toContain(drawn);
    for (const kept of ['(by hand)', '/GoTo']) expect(after).toContain(kept);
    const picturesOf = async (file: Uint8Array) => {
      const found = (await streamsIn(file)).filter(isPicture);
      const plain = found.filter((one) => one.dict.get(PDFName.of('Filter')) === PDFName.of('DCTDecode'));
      return Promise.all(plain.map(async ({ contents }) => sharp(contents).raw().toBuffer()));
    };
    const [picture, ...others] = await picturesOf(bytes);
    expect([others, await picturesOf(cleaned)]).toEqual([[], [picture, picture]]);
    const [one] = (await streamsIn(cleaned)).filter(isPicture);
    const { exif, icc } = await sharp(one!.contents).metadata();
    expect([exif, icc === undefined]).toEqual([undefined, false]);
  });

  test('is refused when it is cut off anywhere', async () => {
    const whole = await paper();
    for (let length = 1; length < whole.length - 1; length += 7)
      expect([length, await answerTo(whole.subarray(0, length))]).toEqual([length, 'attachment/unreadable']);
    expect(await answerTo(whole)).toBe('taken');
  });

  test('is refused when it says how long it is and is shorter, though an end stands at its beginning', async () => {
    const whole = await paper();
    const head = (length: number) => Buffer.from(`%PDF-1.7\n99 0 obj<</Linearized 1/L ${length}/H[1 2]>>endobj\n`);
    const laidOut = (length: number) => Buffer.concat([head(length), whole.subarray(9)]);
    expect(await answerTo(laidOut(whole.length))).toBe('taken');
    expect(await answerTo(laidOut(2 * whole.length))).toBe('attachment/unreadable');
  });

  test('is taken when only changes are forbidden, and refused with the cause when it is locked', async () => {
    const guarded = async (passwords: { userPassword?: string; ownerPassword: string }) => {
      const document = await PDFDocument.load(await paper());
      document.encrypt(passwords);
      return Buffer.from(await document.save());
    };
    const forbids = await cleanPdf(await guarded({ ownerPassword: 'o' }));
    expect(await everythingIn(forbids.bytes)).toContain('BT');
    await expect(cleanPdf(await guarded({ userPassword: 'u', ownerPassword: 'o' }))).rejects.toMatchObject({
      code: 'attachment/unreadable',
      detail: { en: expect.stringContaining('password') as string, zh: expect.stringContaining('密码') as string },
    });
  });

  test('never breaks in any other way than being refused', async () => {
    const { bytes } = await paperWithEverything();
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 }), async (at, noise) => {
        const broken = Buffer.from(bytes);
        broken.set(noise.subarray(0, broken.length - at), at);
        expect(['taken', 'attachment/unreadable']).toContain(await answerTo(broken));
      }),
      { numRuns: 200 },
    );
  });
});
