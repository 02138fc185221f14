import { siteOf } from '../../sites/index.ts';
import type { SiteAdapter } from '../../sites/schema.ts';
import type { Dialect } from './dialects.ts';

/** For a host that routes by its query: none of the known ones here does. */
const query: SiteAdapter = {
  kind: 'synthetic',
  verified: 'tested',
  name: 'Synthetic host',
  records: [
    {
      type: 'case',
      url: String.raw`^/main\?(?:[^#]*&)?id=%7B(?<id>\d+)%7D(?:&|#|$)`,
      active: 'section.record',
      title: ['h1'],
      anchors: [{ selector: 'ul.commands', position: 'append' }],
      keepClear: [],
    },
  ],
  lists: [],
  fallback: 'bottom-left',
  saves: [],
  addresses: [],
  testUrls: [],
  listUrls: [],
  negativeUrls: [],
  testSaves: [],
};

/** What Throughline goes by on a host of this dialect. */
export function adapterOf({ kind }: Dialect): SiteAdapter {
  if (kind === null) return query;
  const known = siteOf(kind);
  if (!known) throw new Error(`Expected an adapter for ${kind}, got none.`);
  return known;
}
