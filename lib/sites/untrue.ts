import { matchList, matchRecord } from './match.ts';
import type { SiteAdapter } from './schema.ts';

/**
 * The addresses of an adapter's own test plan that it reads in another way than it says: one that has any is not to be
 * used. Types that its reader has to be asked for are left out.
 */
export function untrueIn(site: SiteAdapter): string[] {
  const records = site.testUrls.filter(({ url, type, id }) => {
    const match = matchRecord(site, url);
    return match ? match.type !== type || match.id !== id : !site.reader;
  });
  const lists = site.listUrls.filter(({ url, type }) => matchList(site, url)?.type !== type);
  const negative = site.negativeUrls.filter(
    (url) => matchRecord(site, url) !== null || matchList(site, url) !== null,
  );
  return [...records.map(({ url }) => url), ...lists.map(({ url }) => url), ...negative];
}
