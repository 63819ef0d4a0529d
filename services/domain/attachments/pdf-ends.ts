/** Throws RangeError for a PDF that does not go on to its end: readers would make of the rest what they can. */
export function requireWhole(bytes: Uint8Array): void {
  const text = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1');
  if (!/startxref\s+\d+\s+%%EOF/.test(text(Math.max(0, bytes.length - tailBytes), bytes.length)))
    throw new RangeError('the end of the file is missing');
  // A file laid out for the web has an end near its beginning too, and says there how long it is.
  const length = /\/Linearized\b[^>]*?\/L\s+(\d+)/.exec(text(0, headBytes))?.[1];
  if (length !== undefined && bytes.length < Number(length))
    throw new RangeError(`the file is shorter than ${length} bytes`);
}

/** As far from the end as readers look for it. */
const tailBytes = 1024;
const headBytes = 1024;
