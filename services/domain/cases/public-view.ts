import type { CaseSnapshot } from './snapshot.schema.ts';

/**
 * How a case stands, for somebody who follows it: nothing of the people behind it, of what they wrote and sent, or of what units ask of
 * the centre. Anybody nearby may follow, so this much is as good as public.
 */
export function publicView(snapshot: CaseSnapshot): CaseSnapshot {
  return {
    ...snapshot,
    tracks: snapshot.tracks.map((track) => ({
      ...track,
      arrivals: track.arrivals.map((arrival) => ({ ...arrival, place: null, photos: [] })),
      result: track.result && { text: track.result.text, photos: [] },
    })),
    requests: [],
    evaluations: [],
    offered: [],
    description: '',
    location: { ...snapshot.location, address: null, lon: null, lat: null },
    fields: {},
    externalId: null,
    photos: [],
    files: {},
    reporter: { ...snapshot.reporter, name: null, phone: null },
  };
}
