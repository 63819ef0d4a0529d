/** Something that runs until it is stopped; stopping lets what is under way finish. */
export interface Part {
  stop(): Promise<void>;
}
