import { DOCKED } from './docked.ts';
import type { SiteAdapter } from './schema.ts';

const COPPER_RECORD = String.raw`^/companies/\d+/app(?:\?[^#]*)?#/(?<type>contact|organization|deal)/(?<id>\d+)(?:[/?]|$)`;

/** Copper. */
export const copper: SiteAdapter = {
  kind: 'copper',
  name: 'Copper',
  verified: 'unseen',
  records: [{ ...DOCKED, type: null, url: COPPER_RECORD }],
  lists: [],
  fallback: 'bottom-right',
  saves: [],
  // An address begins with the number of the account, which only its pages know.
  addresses: [],
  testUrls: [
    { url: 'https://app.copper.com/companies/123456/app#/contact/98765432', type: 'contact', id: '98765432' },
    { url: 'https://app.copper.com/companies/123456/app?x=1#/deal/7?tab=2', type: 'deal', id: '7' },
  ],
  listUrls: [],
  negativeUrls: [
    'https://app.copper.com/companies/123456/app#/browse/list/people/default',
    'https://app.copper.com/companies/123456/app#/browse/board/opportunities/default?pipeline=1',
  ],
  testSaves: [],
};
