import { DOCKED, UUID } from './docked.ts';
import type { SiteAdapter } from './schema.ts';

const SUGAR_RECORD = String.raw`^[^#]*#(?<type>[A-Z]\w*)/(?<id>${UUID})(?:[/?]|$)`;

/** Modules that were not rebuilt, in a frame. */
const SUGAR_OLD = String.raw`^[^#]*#bwc/index\.php\?(?=(?:.*&)?module=(?<type>\w+))(?=(?:.*&)?action=(?:DetailView|EditView)(?:&|$))(?:.*&)?record=(?<id>[^&]+)`;

/** SugarCRM 7 and later. */
export const sugarcrm: SiteAdapter = {
  kind: 'sugarcrm',
  name: 'SugarCRM',
  verified: 'unseen',
  records: [
    { ...DOCKED, type: null, url: SUGAR_RECORD },
    { ...DOCKED, type: null, url: SUGAR_OLD },
  ],
  lists: [],
  fallback: 'bottom-right',
  saves: [
    {
      ...{ method: 'PUT', type: null, does: 'call', answer: 'success' },
      url: String.raw`^[^?]*/rest/v[\d_]+/(?<type>[A-Z]\w*)/(?<id>${UUID})(?:\?|$)`,
    },
  ],
  addresses: [{ type: null, record: '/#{type}/{id}', create: '/#{type}/create' }],
  testUrls: [
    {
      url: 'https://acme.sugarondemand.com/#Leads/5a7c1b0e-6f5e-11ef-8a3e-9b2f1c5d7e01',
      type: 'Leads',
      id: '5a7c1b0e-6f5e-11ef-8a3e-9b2f1c5d7e01',
    },
    {
      url: 'https://crm.example/sugar/#bwc/index.php?module=Quotes&action=DetailView&record=5a7c1b0e-6f5e-11ef-8a3e-9b2f1c5d7e02',
      type: 'Quotes',
      id: '5a7c1b0e-6f5e-11ef-8a3e-9b2f1c5d7e02',
    },
  ],
  listUrls: [],
  negativeUrls: [
    'https://acme.sugarondemand.com/#Leads',
    'https://acme.sugarondemand.com/#Leads/create',
    'https://acme.sugarondemand.com/#bwc/index.php?module=Quotes&action=index',
  ],
  testSaves: [
    {
      ...{
        method: 'PUT',
        url: 'https://acme.sugarondemand.com/rest/v11_20/Leads/5a7c1b0e-6f5e-11ef-8a3e-9b2f1c5d7e01?view=record',
        status: 200,
      },
      ...{ does: 'call', type: 'Leads', id: '5a7c1b0e-6f5e-11ef-8a3e-9b2f1c5d7e01' },
    },
  ],
};
