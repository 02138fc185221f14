import { DOCKED } from './docked.ts';
import type { SiteAdapter } from './schema.ts';

/** The page for a new record has the id 0. */
const BITRIX_RECORD = String.raw`^/crm/(?<type>lead|deal|contact|company|quote)/details/(?<id>[1-9]\d*)(?:[/?#]|$)`;

/** What a customer has made: its number stands for the type. */
const BITRIX_OWN = String.raw`^/crm/type/(?<type>\d+)/details/(?<id>[1-9]\d*)(?:[/?#]|$)`;

/** Bitrix24. It opens records in a frame over the list, and says in the address of the page which. */
export const bitrix24: SiteAdapter = {
  kind: 'bitrix24',
  name: 'Bitrix24',
  verified: 'unseen',
  records: [
    { ...DOCKED, type: null, url: BITRIX_RECORD },
    { ...DOCKED, type: null, url: BITRIX_OWN },
  ],
  lists: [],
  // Its messenger has the other corner.
  fallback: 'bottom-left',
  saves: [
    {
      ...{ method: 'POST', type: null, does: 'call', answer: 'success' },
      url: String.raw`^/bitrix/components/bitrix/crm\.(?<type>lead|deal|contact|company|quote)\.details/ajax\.php`,
    },
  ],
  addresses: [
    { type: 'lead', record: '/crm/lead/details/{id}/', create: '/crm/lead/details/0/' },
    { type: 'deal', record: '/crm/deal/details/{id}/', create: '/crm/deal/details/0/' },
    { type: 'contact', record: '/crm/contact/details/{id}/', create: '/crm/contact/details/0/' },
    { type: 'company', record: '/crm/company/details/{id}/', create: '/crm/company/details/0/' },
    { type: 'quote', record: '/crm/quote/details/{id}/', create: '/crm/quote/details/0/' },
    { type: null, record: '/crm/type/{type}/details/{id}/', create: '/crm/type/{type}/details/0/' },
  ],
  testUrls: [
    { url: 'https://acme.bitrix24.com/crm/deal/details/7/', type: 'deal', id: '7' },
    { url: 'https://acme.bitrix24.ru/crm/contact/details/12/?IFRAME=Y', type: 'contact', id: '12' },
    { url: 'https://acme.bitrix24.com/crm/type/1032/details/5/', type: '1032', id: '5' },
  ],
  listUrls: [],
  negativeUrls: [
    'https://acme.bitrix24.com/crm/deal/',
    'https://acme.bitrix24.com/crm/deal/category/3/',
    'https://acme.bitrix24.com/crm/deal/details/0/?category_id=3',
  ],
  testSaves: [
    {
      ...{
        method: 'POST',
        url: 'https://acme.bitrix24.com/bitrix/components/bitrix/crm.deal.details/ajax.php?sessid=x',
        status: 200,
      },
      ...{ does: 'call', type: 'deal', id: null },
    },
  ],
};
