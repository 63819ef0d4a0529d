import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '../problem.ts';
import { cleanMp4 } from './clean-mp4.ts';
import { box, mp4WithPlaces } from './mp4.fixture.ts';

const problemOf = (bytes: Uint8Array) => {
  try {
    cleanMp4(bytes);
  } catch (error) {
    return error instanceof Problem ? error.code : error;
  }
  return undefined;
};

describe('a video that is taken in', () => {
  test('says nowhere where it was taken, neither in metadata nor in samples', () => {
    const { bytes, trace } = mp4WithPlaces();
    expect(bytes.includes(trace)).toBe(true);
    const cleaned = Buffer.from(cleanMp4(bytes));
    expect(cleaned.includes(trace)).toBe(false);
    expect(cleaned.includes('GPSLatitude')).toBe(false);
  });

  test('keeps its length and its pictures where the index says', () => {
    const { bytes, picture } = mp4WithPlaces();
    const cleaned = Buffer.from(cleanMp4(bytes));
    expect(cleaned.length).toBe(bytes.length);
    expect(cleaned.indexOf(picture)).toBe(bytes.indexOf(picture));
  });

  test('leaves the bytes that came in untouched', () => {
    const { bytes } = mp4WithPlaces();
    const before = Buffer.from(bytes);
    cleanMp4(bytes);
    expect(bytes.equals(before)).toBe(true);
  });

  test('is refused when it is cut off, has no index or sizes that do not add up', () => {
    const { bytes } = mp4WithPlaces();
    const wrongSize = Buffer.from(bytes);
    wrongSize.writeUInt32BE(0xffffffff, 0);
    const files = [
      bytes.subarray(0, bytes.length - 5),
      box('ftyp', Buffer.from('isom')),
      wrongSize,
      Buffer.from('abc'),
    ];
    expect(files.map(problemOf)).toEqual(files.map(() => 'attachment/unreadable'));
  });

  test('never breaks the program, whatever its bytes are', () => {
    const { bytes } = mp4WithPlaces();
    const place = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 12 }), (changes) => {
        const broken = Buffer.from(bytes);
        for (const [at, value] of changes) broken[at] = value;
        expect([undefined, 'attachment/unreadable']).toContain(problemOf(broken));
      }),
    );
  });
});
