/** What the case's workflow asks of the house; the worker supplies it. */
export interface CaseActivities {
  /**
   * Settles what fell due, records it, and says what is next, all in one transaction. Asked twice, it changes nothing the second
   * time. A case that is no longer there (an erased tenant) has ended. Local: it must answer within seconds.
   */
  advanceCase(input: { tenant: string; caseId: string }): Promise<CaseOutlook>;

  /**
   * Does one piece of outward work and records that it is done, also on a closed case. The work's id is the idempotency key,
   * towards partners too, so it may be tried until it succeeds; work that is already done answers at once.
   */
  doWork(input: { tenant: string; workId: string }): Promise<void>;
}

export interface CaseOutlook {
  /** From now by PostgreSQL's clock to the next instant; null when no clock runs. */
  wakeInMs: number | null;
  /** Ids of all work not yet done, and not only of what this look has decided. */
  work: string[];
  ended: boolean;
}
