import type { ColumnType } from 'kysely';

/** Read as a Date with milliseconds. */
export type Timestamp = ColumnType<Date, Date | string, Date | string>;

/** Filled by the database when it is left out. */
export type DefaultTimestamp = ColumnType<Date, Date | string | undefined, Date | string>;

/** `YYYY-MM-DD`, never a Date. */
export type DateText = string;

/** Read as the value it holds, written as JSON text: pg would turn an array into a PostgreSQL array. */
export type Json<T> = ColumnType<T, string, string>;
export type DefaultJson<T> = ColumnType<T, string | undefined, string>;
