import type { Address, ListPage, RecordPage, SaveRequest, SiteAdapter } from './schema.ts';

const DEMO_LEAD = String.raw`^/leads/(?<id>\d+)(?:[?#]|$)`;

const DEMO_CONTACT = String.raw`^/contacts/(?<id>\d+)(?:[?#]|$)`;

const DEMO_TICKET = String.raw`^/tickets/(?<id>\d+)(?:[?#]|$)`;

function listPage(type: string): ListPage {
  return {
    type,
    url: `^/${type}s/?(?:[?#]|$)`,
    active: `main[data-list="${type}"]`,
    ticked: 'tbody tr:has(input[type="checkbox"]:checked)',
    link: 'a.record-link',
    title: ['a.record-link'],
    anchors: [{ selector: '[data-list-toolbar]', position: 'append' }],
  };
}

/** Three kinds of record, one page: it keeps its nodes from record to record. */
function recordPage(type: string, url: string): RecordPage {
  return {
    type,
    url,
    active: `main[data-record="${type}"]`,
    title: ['[data-record-title]'],
    anchors: [{ selector: '[data-toolbar]', position: 'append' }],
    stageBar: [{ selector: '.page-head', position: 'after' }],
    keepClear: ['[data-action="save"]'],
  };
}

/** Its page talks JSON to an interface of its own. */
function savesOf(type: string): SaveRequest[] {
  return [
    {
      ...{ method: 'PUT', url: String.raw`^/api/${type}s/(?<id>\d+)$`, type, does: 'change' },
      answer: 'success',
    },
    { method: 'POST', url: `^/api/${type}s$`, type, does: 'create', answer: 'success' },
  ];
}

const addressOf = (type: string): Address => ({
  ...{ type, record: `/${type}s/{id}`, create: `/${type}s/new` },
});

/** The small CRM that comes with Throughline. */
export const demo: SiteAdapter = {
  kind: 'demo',
  name: 'Demo CRM',
  verified: 'tested',
  records: [
    recordPage('lead', DEMO_LEAD),
    recordPage('contact', DEMO_CONTACT),
    recordPage('ticket', DEMO_TICKET),
  ],
  lists: [listPage('lead'), listPage('contact'), listPage('ticket')],
  fallback: 'bottom-right',
  saves: [...savesOf('lead'), ...savesOf('contact'), ...savesOf('ticket')],
  addresses: [addressOf('lead'), addressOf('contact'), addressOf('ticket')],
  testUrls: [
    { url: 'http://127.0.0.1:8100/leads/1', type: 'lead', id: '1' },
    { url: 'http://127.0.0.1:8100/contacts/12?hostile=rebuild', type: 'contact', id: '12' },
    { url: 'http://127.0.0.1:8100/tickets/3#history', type: 'ticket', id: '3' },
  ],
  listUrls: [
    { url: 'http://127.0.0.1:8100/leads', type: 'lead' },
    { url: 'http://127.0.0.1:8100/tickets?search=broken', type: 'ticket' },
  ],
  negativeUrls: [
    'http://127.0.0.1:8100/leads/new',
    'http://127.0.0.1:8100/about',
    'http://127.0.0.1:8100/leads/1/print',
  ],
  testSaves: [
    {
      ...{ method: 'PUT', url: 'http://127.0.0.1:8100/api/leads/7', status: 200 },
      ...{ does: 'change', type: 'lead', id: '7' },
    },
    {
      ...{ method: 'POST', url: 'http://127.0.0.1:8100/api/contacts', status: 201 },
      ...{ does: 'create', type: 'contact', id: null },
    },
    {
      ...{ method: 'PUT', url: 'http://127.0.0.1:8100/api/leads/7', status: 422 },
      ...{ does: null, type: null, id: null },
    },
    {
      ...{ method: 'POST', url: 'http://127.0.0.1:8100/api/leads/7/history', status: 201 },
      ...{ does: null, type: null, id: null },
    },
  ],
};
