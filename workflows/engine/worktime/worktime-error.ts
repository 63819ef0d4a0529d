export type WorktimeErrorCode =
  | 'no_open_time'
  | 'too_far'
  | 'out_of_range'
  | 'invalid_budget'
  | 'invalid_date'
  | 'invalid_time'
  | 'invalid_calendar'
  | 'unknown_zone';

/** `code` is for programs, which word it for people in their language; `message` is for logs. */
export class WorktimeError extends Error {
  readonly code: WorktimeErrorCode;

  constructor(code: WorktimeErrorCode, message: string) {
    super(message);
    this.name = 'WorktimeError';
    this.code = code;
  }
}
