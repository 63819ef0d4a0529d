/** Keeps what was used last, and of each owner only so much: one owner's many push out none of the others'. */
export interface ShareCache<T> {
  get(owner: string, key: number): T | undefined;
  /** As the one used last. */
  set(owner: string, key: number, value: T): void;
}

export function createShareCache<T>({ most, mostOfOwner }: { most: number; mostOfOwner: number }): ShareCache<T> {
  /** Both in the order of their last use. */
  const owners = new Map<string, Map<number, T>>();
  let size = 0;

  function dropOldest(owner: string): void {
    const own = owners.get(owner)!;
    own.delete(own.keys().next().value!);
    size -= 1;
    if (own.size === 0) owners.delete(owner);
  }

  return {
    get: (owner, key) => owners.get(owner)?.get(key),
    set(owner, key, value) {
      const own = owners.get(owner) ?? new Map<number, T>();
      owners.delete(owner);
      owners.set(owner, own);
      if (!own.delete(key)) size += 1;
      own.set(key, value);
      if (own.size > mostOfOwner) dropOldest(owner);
      if (size > most) dropOldest(owners.keys().next().value!);
    },
  };
}
