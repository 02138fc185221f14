import { DOCKED, UUID } from './docked.ts';
import type { SiteAdapter } from './schema.ts';

const TWENTY_RECORD = String.raw`^/object/(?<type>\w+)/(?<id>${UUID})(?:[/?#]|$)`;

/** Twenty. A record in its side panel changes no address and has no button. */
export const twenty: SiteAdapter = {
  kind: 'twenty',
  name: 'Twenty',
  verified: 'unseen',
  records: [{ ...DOCKED, type: null, url: TWENTY_RECORD }],
  lists: [],
  fallback: 'bottom-right',
  // One address for every call; the operation is in what is sent.
  saves: [{ method: 'POST', url: '^/graphql$', type: null, does: 'call', answer: 'success' }],
  addresses: [{ type: null, record: '/object/{type}/{id}', create: null }],
  testUrls: [
    {
      url: 'https://acme.twenty.com/object/company/20202020-a305-41e7-8c72-ba44072a4c58',
      type: 'company',
      id: '20202020-a305-41e7-8c72-ba44072a4c58',
    },
  ],
  listUrls: [],
  negativeUrls: [
    'https://acme.twenty.com/objects/companies',
    'https://acme.twenty.com/settings/profile',
    'https://acme.twenty.com/object/company/new',
  ],
  testSaves: [
    {
      ...{ method: 'POST', url: 'https://acme.twenty.com/graphql', status: 200 },
      ...{ does: 'call', type: null, id: null },
    },
  ],
};
