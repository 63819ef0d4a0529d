import fc from 'fast-check';
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny';
import { describe, expect, test } from 'vitest';
import { Problem } from '../problem.ts';
import { cleanFilm } from './clean-film.ts';
import { claimsOnly, film, filmIndexFirst, filmWithPlaces } from './film.fixture.ts';

const answerTo = (bytes: Uint8Array) =>
  cleanFilm(bytes).then(
    () => 'taken',
    (error: unknown) => (error instanceof Problem ? error.code : error),
  );

/** Every sample of every track that a player shows, with its time. */
async function samples(bytes: Uint8Array) {
  const tracks = await new Input({ source: new BufferSource(bytes), formats: [MP4] }).getTracks();
  const all: unknown[] = [];
  for (const track of tracks)
    for await (const { data, timestamp, type } of new EncodedPacketSink(track as never).packets())
      all.push([track.type, type, timestamp.toFixed(3), Buffer.from(data).toString('base64')]);
  return all;
}

describe('a film that is taken in', () => {
  test('says nowhere where it was taken, neither in metadata nor in samples', async () => {
    const { bytes, trace } = filmWithPlaces();
    expect(bytes.includes(trace)).toBe(true);
    const cleaned = Buffer.from((await cleanFilm(bytes)).bytes);
    expect(cleaned.includes(trace)).toBe(false);
    expect(cleaned.includes('GPSLatitude')).toBe(false);
  });

  test('loses the names of its tracks, in which anything may stand', async () => {
    const named = Buffer.from(film);
    const at = named.indexOf('edts');
    named.write('udta', at);
    named.write('name+42.6851+126.0432/  ', at + 8);
    const before = await new Input({ source: new BufferSource(named), formats: [MP4] }).getTracks();
    expect(await before[0]!.getName()).toContain('+42.6851');
    expect(Buffer.from((await cleanFilm(named)).bytes).includes('+42.6851')).toBe(false);
  });

  test('keeps every picture and sound, bit for bit', async () => {
    const before = await samples(film);
    expect(before.length).toBeGreaterThan(6);
    expect(await samples((await cleanFilm(filmWithPlaces().bytes)).bytes)).toEqual(before);
    expect(await samples((await cleanFilm(filmIndexFirst())).bytes)).toEqual(before);
  });

  test('may come as QuickTime, as phones film it', async () => {
    const quickTime = Buffer.from(film);
    quickTime.write('qt  ', 8, 'latin1');
    const { bytes } = await cleanFilm(quickTime);
    expect(await samples(bytes)).toEqual(await samples(film));
    expect(Buffer.from(bytes).toString('latin1', 8, 12)).toBe('isom');
  });

  test('tells when it was taken', async () => {
    expect((await cleanFilm(film)).takenAt).toEqual({ at: Date.UTC(2026, 2, 1, 8, 15, 7) });
    const neverSet = Buffer.from(film);
    neverSet.fill(0, film.indexOf('mvhd') + 8, film.indexOf('mvhd') + 12);
    expect((await cleanFilm(neverSet)).takenAt).toBeNull();
  });

  test('is refused when it is cut off anywhere, whether its index comes last or first', async () => {
    for (const whole of [film, filmIndexFirst()])
      for (const part of [0.01, 0.2, 0.5, 0.7, 0.9, 0.99, 0.9999])
        expect(await answerTo(whole.subarray(0, Math.floor(whole.length * part)))).toBe('attachment/unreadable');
  });

  test.each(['meta', 'vide', 'soun'])(
    'is refused when it claims more samples than it has bytes (%s)',
    async (handler) => {
      expect(claimsOnly(handler).length).toBeLessThan(200);
      await expect(cleanFilm(claimsOnly(handler))).rejects.toMatchObject({
        code: 'attachment/unreadable',
        cause: { message: expect.stringContaining('claims more samples') },
      });
      const durations = Buffer.from(film);
      durations.writeUInt32BE(0xffffffff, film.indexOf('stts') + 12);
      expect(await answerTo(durations)).toBe('attachment/unreadable');
      const chunks = Buffer.from(film);
      chunks.writeUInt32BE(0x7fffffff, film.indexOf('stsc') + 16);
      expect(await answerTo(chunks)).toBe('attachment/unreadable');
    },
  );

  test('is refused with the name of its coding where that is not known', async () => {
    const other = Buffer.from(film);
    other.write('mp4v', film.indexOf('avc1', film.indexOf('stsd')), 'latin1');
    await expect(cleanFilm(other)).rejects.toMatchObject({
      code: 'attachment/type-not-accepted',
      detail: { en: expect.stringContaining('mp4v') },
    });
  });

  test('never breaks in any other way than being refused', async () => {
    const { bytes } = filmWithPlaces();
    const places = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(places, async (changes) => {
        const broken = Buffer.from(bytes);
        for (const [at, byte] of changes) broken[at] = byte;
        expect(['taken', 'attachment/unreadable', 'attachment/type-not-accepted']).toContain(await answerTo(broken));
      }),
      { numRuns: 150 },
    );
  });
});
