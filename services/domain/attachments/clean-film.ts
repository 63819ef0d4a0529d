import { BufferSource, BufferTarget, Conversion, Input, MP4, Mp4OutputFormat, Output, QTFF } from 'mediabunny';
import { filmOfUnknownKind, unreadable } from './attachment-problems.ts';
import type { CleanFile } from './clean-file.ts';
import { filmHeader } from './film-boxes.ts';

/**
 * The same pictures and sounds in a new MP4, as they are coded: nothing else is written, so whatever a phone, camera or drone put beside
 * them (places, traces, subtitles, devices) is gone. A QuickTime film becomes an MP4 the same way.
 */
export async function cleanFilm(content: Uint8Array): Promise<Omit<CleanFile, 'type'>> {
  const bytes = Buffer.from(content);
  try {
    const { takenAt } = filmHeader(bytes);
    const input = new Input({ source: new BufferSource(bytes), formats: [MP4, QTFF] });
    const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target: new BufferTarget() });
    const conversion = await Conversion.init({ input, output, tags: {}, showWarnings: false });
    const [left] = conversion.discardedTracks.filter(({ track }) => track.type !== 'subtitle');
    if (left) throw filmOfUnknownKind(String((await left.track.getInternalCodecId()) ?? left.track.type));
    if (!conversion.isValid) throw unreadable();
    await conversion.execute();
    return { bytes: new Uint8Array(output.target.buffer!), thumbnail: null, takenAt };
  } catch (cause) {
    if (cause instanceof Error && cause.name !== 'Problem') throw unreadable(cause);
    throw cause;
  }
}
