import { DOCKED } from './docked.ts';
import type { SiteAdapter } from './schema.ts';

const CLOSE_LEAD = String.raw`^/lead/(?<id>lead_\w+)(?:[/?#]|$)`;

/** Close. Contacts and opportunities are parts of the page of their lead. */
export const close: SiteAdapter = {
  kind: 'close',
  name: 'Close',
  verified: 'unseen',
  records: [{ ...DOCKED, type: 'lead', url: CLOSE_LEAD }],
  lists: [],
  fallback: 'bottom-right',
  saves: [
    {
      ...{ method: 'PUT', type: 'lead', does: 'call', answer: 'success' },
      url: String.raw`^/api/v1/lead/(?<id>lead_\w+)/?(?:\?|$)`,
    },
  ],
  addresses: [{ type: 'lead', record: '/lead/{id}/', create: null }],
  testUrls: [
    {
      url: 'https://app.close.com/lead/lead_QyNaWw4fdSwxl5Mc5daMFf3Y27PpIcH0awPbC9l7uyo/',
      type: 'lead',
      id: 'lead_QyNaWw4fdSwxl5Mc5daMFf3Y27PpIcH0awPbC9l7uyo',
    },
  ],
  listUrls: [],
  negativeUrls: [
    'https://app.close.com/leads/',
    'https://app.close.com/search/save_abc/',
    'https://app.close.com/inbox/',
  ],
  testSaves: [
    {
      ...{ method: 'PUT', url: 'https://app.close.com/api/v1/lead/lead_Qy/', status: 200 },
      ...{ does: 'call', type: 'lead', id: 'lead_Qy' },
    },
  ],
};
