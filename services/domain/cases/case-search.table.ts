/** What a case is found by: everything in comparable form. */
export interface CaseSearchTable {
  tenant_id: string;
  case_id: string;
  /** The description. */
  words: string;
  /** Pieces of description and address as numbers; equal ones of two tenants differ. */
  grams: number[];
  /** The case's number from its end to its beginning, so that its end is found as a range. */
  number_end: string;
  external_end: string | null;
}

/** Who reported, as keyed hashes: the whole number, its ends, the name. */
export interface CasePersonKeyTable {
  tenant_id: string;
  key: Buffer;
  case_id: string;
}
