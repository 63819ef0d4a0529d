import type { DefaultTimestamp } from './column-types.ts';

export interface IdempotencyKeyTable {
  tenant_id: string;
  /** Keys belong to a caller: two callers may choose the same one. */
  caller: string;
  key: string;
  operation: string;
  body_hash: string;
  /** Null only inside the transaction that is about to answer. */
  status: number | null;
  answer_sealed: string | null;
  created_at: DefaultTimestamp;
}
