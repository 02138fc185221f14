import { DOCKED } from './docked.ts';
import type { SiteAdapter } from './schema.ts';

/** Also inside of CRM Plus; the part of the organisation may be a number, a name or missing. */
const ZOHO_DEAL = String.raw`^(?:/[^?#]*)?/crm/(?:[^/?#]+/)?tab/(?<type>Potentials)/(?<id>\d+)(?:[/?#]|$)`;
const ZOHO_RECORD = String.raw`^(?:/[^?#]*)?/crm/(?:[^/?#]+/)?tab/(?!Potentials/)(?<type>\w+)/(?<id>\d+)(?:[/?#]|$)`;

/** Zoho CRM. In addresses it calls deals Potentials. */
export const zoho: SiteAdapter = {
  kind: 'zoho',
  name: 'Zoho CRM',
  verified: 'unseen',
  records: [
    { ...DOCKED, type: null, url: ZOHO_DEAL, types: { Potentials: 'Deals' } },
    { ...DOCKED, type: null, url: ZOHO_RECORD },
  ],
  lists: [],
  fallback: 'bottom-right',
  saves: [],
  addresses: [
    { type: 'Deals', record: '/crm/tab/Potentials/{id}', create: '/crm/tab/Potentials/create' },
    { type: null, record: '/crm/tab/{type}/{id}', create: '/crm/tab/{type}/create' },
  ],
  testUrls: [
    {
      url: 'https://crm.zoho.com/crm/org20061234567/tab/Leads/4876876000000624001',
      type: 'Leads',
      id: '4876876000000624001',
    },
    {
      url: 'https://crm.zoho.eu/crm/tab/Potentials/4876876000000624002',
      type: 'Deals',
      id: '4876876000000624002',
    },
    {
      url: 'https://crmplus.zoho.com/acme/index.do/cxapp/crm/org700/tab/CustomModule3/4876876000000624003',
      type: 'CustomModule3',
      id: '4876876000000624003',
    },
  ],
  listUrls: [],
  negativeUrls: [
    'https://crm.zoho.com/crm/org20061234567/tab/Leads/custom-view/4876876000000087501/list?page=1',
    'https://crm.zoho.com/crm/org20061234567/tab/Leads/create',
    'https://crm.zoho.com/crm/org20061234567/tab/Home/begin',
  ],
  testSaves: [],
};
