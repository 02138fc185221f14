import type { SiteAdapter } from './schema.ts';

/**
 * The one form of a record's id: some CRMs write the same id in several ways, and a record is known by what its id says
 * and not by how an address happens to write it. Ids that the CRM's form does not fit, and those of all other CRMs, stay.
 *
 * ```ts
 * oneForm(salesforce, '0035g00000ABCde') // '0035g00000ABCdeAAH'
 * ```
 */
export function oneForm({ ids }: Pick<SiteAdapter, 'ids'>, id: string): string {
  if (ids === 'any-case') return id.toLowerCase();
  return ids === 'salesforce' && /^[a-zA-Z0-9]{15}$/.test(id) ? id + caseOf(id) : id;
}

/** The three characters that make a Salesforce id of 15 one of 18: which of five letters are capitals, for each five. */
function caseOf(id: string): string {
  return id.replace(/.{5}/g, (five) => {
    const capitals = [...five].reduceRight((bits, one) => 2 * bits + Number(/[A-Z]/.test(one)), 0);
    // `A` to `Z` and on with `0`: as a digit of base 36, but for those that come first there.
    return ((capitals + 10) % 36).toString(36).toUpperCase();
  });
}
