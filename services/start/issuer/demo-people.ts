/** Somebody one can be for a demonstration; `id` is `<tenant>/<name>` and becomes the token's subject. */
export interface DemoPerson {
  id: string;
  tenant: string;
  name: string;
}

export type DemoPeople = () => Promise<readonly DemoPerson[]>;

export async function findDemoPerson(people: DemoPeople, id: string): Promise<DemoPerson | undefined> {
  return (await people()).find((person) => person.id === id);
}
