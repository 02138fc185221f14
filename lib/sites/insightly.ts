import { DOCKED } from './docked.ts';
import type { SiteAdapter } from './schema.ts';

/** Words are written with and without a capital letter. */
const TYPES = {
  Contact: 'Contact',
  contact: 'Contact',
  Lead: 'Lead',
  lead: 'Lead',
  Opportunity: 'Opportunity',
  opportunity: 'Opportunity',
  Organization: 'Organization',
  organization: 'Organization',
  Organisation: 'Organization',
  organisation: 'Organization',
  Project: 'Project',
  project: 'Project',
} as const;

const INSIGHTLY_RECORD = String.raw`^/details/(?<type>\w+)/(?<id>\d+)(?:[/?#]|$)`;

/** A record over the list that it was opened from. */
const INSIGHTLY_BLADE = String.raw`^/list/[^?#]*\?(?:[^#]*&)?blade=(?:/|%2[Ff])details(?:/|%2[Ff])(?<type>\w+?)(?:/|%2[Ff])(?<id>\d+)(?!\d)`;

/** Insightly. */
export const insightly: SiteAdapter = {
  kind: 'insightly',
  name: 'Insightly',
  verified: 'unseen',
  records: [
    { ...DOCKED, type: null, url: INSIGHTLY_RECORD, types: TYPES },
    { ...DOCKED, type: null, url: INSIGHTLY_BLADE, types: TYPES },
  ],
  lists: [],
  fallback: 'bottom-right',
  saves: [],
  addresses: [{ type: null, record: '/details/{type}/{id}', create: null }],
  testUrls: [
    { url: 'https://crm.na1.insightly.com/details/Contact/332211', type: 'Contact', id: '332211' },
    {
      url: 'https://crm.na1.insightly.com/list/Opportunity/?blade=/details/opportunity/4321',
      type: 'Opportunity',
      id: '4321',
    },
    {
      url: 'https://crm.eu1.insightly.com/list/Lead/?x=1&blade=%2Fdetails%2FLead%2F55',
      type: 'Lead',
      id: '55',
    },
  ],
  listUrls: [],
  negativeUrls: [
    'https://crm.na1.insightly.com/list/Opportunity/',
    'https://crm.na1.insightly.com/details/Dashboard/1',
    'https://crm.na1.insightly.com/home',
  ],
  testSaves: [],
};
