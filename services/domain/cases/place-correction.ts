import { unitsAt } from '#services/config/index.ts';
import type { Process } from '#workflows/definition/compiled-process.ts';
import { entryOf } from '#workflows/engine/index.ts';
import type { KnownPlace, PlaceCorrected, Rules } from '#workflows/engine/process/case-state.ts';
import { fieldPointer } from '#workflows/engine/process/fields.ts';
import { locationField } from '#workflows/engine/process/place-field.ts';
import { dateOf } from '#workflows/engine/worktime/index.ts';
import { maskAddress } from '../mask.ts';
import { locate, type Place } from '../places/locate.ts';
import { LocationInput } from '../places/location-input.ts';
import { shapeFault } from '../places/place-faults.ts';
import type { InputFault } from '../problem.ts';
import type { Sealer } from '../tenant-keys.ts';
import type { Recording } from './record-decision.ts';
import { searchRows } from './search-rows.ts';
import type { CaseFacts, StoredCase } from './stored-case.ts';

export interface PlaceCorrection {
  field: string;
  /** What the engine and the history are told; the address only as far as everybody may read it. */
  said: PlaceCorrected;
  faults: InputFault[];
  recorded: Required<Pick<Recording, 'place'>> & Pick<Recording, 'search'>;
  facts: Pick<CaseFacts, 'locationUnit' | 'lon' | 'lat' | 'addressSealed'>;
}

/**
 * Where a case really lies, judged as a report's location is. What is not named stays: an address alone moves no pin, a unit alone keeps a
 * pin that lies in it. Null where the action corrects no place or names none.
 */
export async function placeCorrection(
  { rules, stored, at }: { rules: Rules; stored: StoredCase; at: number },
  { action, fields }: { action: string; fields: Record<string, unknown> },
  { tenant, sealer }: { tenant: string; sealer: () => Promise<Sealer> },
): Promise<PlaceCorrection | null> {
  const field = locationField(entryOf(processOf(rules, stored).actions, action));
  const given = field === null ? null : fields[field];
  if (field === null || typeof given !== 'object' || given === null) return null;
  const { facts, state } = stored;
  const before = placeOf(stored);
  const read = readPlace(given, before, { rules, at, pointer: fieldPointer(field) });
  const { place } = read;
  const sealed = await sealer();
  const { open, seal } = sealed;
  const old = facts.addressSealed === null ? null : await open<string>(facts.addressSealed);
  const address = read.address ?? old;
  const isSame = address === old || address === null;
  const addressSealed = isSame ? facts.addressSealed : await seal(address);
  const { lon, lat } = place?.point ?? { lon: null, lat: null };
  const to: KnownPlace = { unit: place?.unit ?? null, lon, lat, address: masked(address) };
  const from: KnownPlace = { unit: state.location.unit, lon: facts.lon, lat: facts.lat, address: masked(old) };
  const corrected = { locationUnit: to.unit, lon, lat, addressSealed };
  return {
    field,
    said: { from, to, addressChanged: !isSame },
    faults: read.faults,
    recorded: {
      place: columnsOf(corrected, place?.path),
      ...(!isSame && { search: searchRows(tenant, sealed, { ...facts, address, reporter: null }) }),
    },
    facts: corrected,
  };
}

function readPlace(
  given: object,
  before: Place | null,
  { rules: { config, org, calendar }, at, pointer }: { rules: Rules; at: number; pointer: string },
): { faults: InputFault[]; place: Place | null; address?: string | undefined } {
  const isAddressOnly = before !== null && Object.keys(given).join() === 'address';
  const read = LocationInput.safeParse(isAddressOnly ? { ...given, unit: before.unit } : given);
  if (!read.success) {
    const faults = read.error.issues.map((issue) => shapeFault(issue, pointer, { orText: false }));
    return { faults, place: before };
  }
  const { address, ...where } = read.data;
  if (isAddressOnly) return { faults: [], place: before, address };
  const located = locate({ areas: config.areas, org }, where, { date: dateOf(calendar, at), pointer });
  if (!located.ok) return { faults: located.faults, place: before };
  const { place } = located;
  const pin = before?.point ?? null;
  const isPinKept = place.point === null && pin !== null && unitsAt(config.areas, pin).includes(place.unit);
  return { faults: [], place: isPinKept ? { ...place, point: pin } : place, address };
}

/** Without the units above it, which stay as they are where the unit does. */
function placeOf({ state, facts: { lon, lat } }: StoredCase): Place | null {
  const { unit } = state.location;
  return unit === null ? null : { unit, path: [], point: lon === null || lat === null ? null : { lon, lat } };
}

function processOf(rules: Rules, { state }: StoredCase): Process {
  return rules.config.processes[state.process]!;
}

function masked(address: string | null): string | null {
  return address === null ? null : maskAddress(address);
}

function columnsOf({ locationUnit, lon, lat, addressSealed }: PlaceCorrection['facts'], path: string[] = []) {
  const columns = { location_unit: locationUnit, lon, lat, address_sealed: addressSealed };
  return path.length === 0 ? columns : { ...columns, location_path: path };
}
