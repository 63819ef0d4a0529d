/** States that routing leads to and the kind a downgrade leads to; the contract with outsiders fixes their names. */
export const DISPATCHED = 'dispatched';
export const TRIAGE = 'triage';
export const CLOSED = 'closed';
export const REFERRED = 'referred';
export const DAILY = 'daily';
