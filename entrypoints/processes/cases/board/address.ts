/** What the board is narrowed to, as its address says it. Empty texts narrow nothing. */
export interface BoardAddress {
  search: string;
  /** Who has something to do: a user or a role. */
  user: string;
  role: string;
  /** The name of either. */
  name: string;
}

/** Reads an address; what it does not understand narrows nothing. */
export function readAddress(query: Readonly<Record<string, string>>): BoardAddress {
  const of = (part: string) => query[part] ?? '';
  const user = of('user');
  // One of them is who was chosen last: an address that names both was not written here.
  const role = user ? '' : of('role');
  return { search: of('search'), user, role, name: (user || role) && of('name') };
}

/** Writes an address as the query of a route; what narrows nothing is null. */
export function writeAddress({ search, user, role, name }: BoardAddress): Record<string, string | null> {
  return { search: search || null, user: user || null, role: role || null, name: name || null };
}

/** Whether anything narrows it. */
export function isNarrowed({ search, user, role }: BoardAddress): boolean {
  return search.trim() !== '' || user !== '' || role !== '';
}
