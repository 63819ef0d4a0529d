/** What a rollout's workflow asks of the house; the worker supplies it. */
export interface RolloutActivities {
  /**
   * Does one page of mass work that a publication brought about, each tenant or case in a transaction of its own, and says where the
   * next page begins; null when all is done, which it then has recorded. Asked twice, it changes nothing the second time. Heartbeats.
   */
  rollOutPage(input: RolloutPage): Promise<{ after: string | null }>;
}

export interface RolloutPage {
  tenant: string;
  rolloutId: string;
  /** The last thing of the page before; null before the first page. */
  after: string | null;
}
