/** Reading lists that a CRM gives out in pages. */
import { CrmError } from './errors.ts';

/** So many records are read for one question at most; a process that asks for more wants a condition. */
export const READ_LIMIT = 50_000;

/** Reads one page: some entries from an offset on. */
export type ReadPage<T> = (offset: number, limit: number) => Promise<T[]>;

/** Reads page by page until there are `limit` entries, or no more. Throws `not-offered` beyond {@link READ_LIMIT}. */
export async function readPages<T>(read: ReadPage<T>, limit: number | null, pageSize: number): Promise<T[]> {
  const found: T[] = [];
  const wanted = limit ?? Number.POSITIVE_INFINITY;
  while (found.length < wanted) {
    if (found.length >= READ_LIMIT) {
      throw new CrmError(
        'not-offered',
        `Expected a selection of at most ${READ_LIMIT} records, got a larger one. Add a condition or a limit.`,
      );
    }
    const size = Math.min(pageSize, wanted - found.length);
    const page = await read(found.length, size);
    found.push(...page);
    if (page.length < size) break;
  }
  return found;
}
