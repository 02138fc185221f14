/** A record, or a list of them, as far as it is told from another one. */
export interface Ref {
  type: string | null;
  id: string | null;
}

export function isSame(one: Ref | null | undefined, other: Ref | null | undefined): boolean {
  return one?.type === other?.type && one?.id === other?.id;
}
