import { DOCKED } from './docked.ts';
import type { SiteAdapter } from './schema.ts';

const FRESHSALES_RECORD = String.raw`^/crm/sales/(?<type>contacts|accounts|deals)/(?<id>\d+)(?:[/?#]|$)`;

/** Freshsales. */
export const freshsales: SiteAdapter = {
  kind: 'freshsales',
  name: 'Freshsales',
  verified: 'unseen',
  records: [{ ...DOCKED, type: null, url: FRESHSALES_RECORD }],
  lists: [],
  fallback: 'bottom-right',
  saves: [],
  addresses: [{ type: null, record: '/crm/sales/{type}/{id}', create: null }],
  testUrls: [
    {
      url: 'https://acme.myfreshworks.com/crm/sales/contacts/402033369233',
      type: 'contacts',
      id: '402033369233',
    },
    { url: 'https://acme.myfreshworks.com/crm/sales/deals/7?tab=1', type: 'deals', id: '7' },
  ],
  listUrls: [],
  negativeUrls: [
    'https://acme.myfreshworks.com/crm/sales/contacts/view/402000678901',
    'https://acme.myfreshworks.com/crm/sales/dashboard',
  ],
  testSaves: [],
};
