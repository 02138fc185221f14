import type { SiteAdapter } from './schema.ts';

/** `#<database>/model/<model>/<id>`, then parameters behind a semicolon. */
const TRYTON_RECORD = String.raw`^[^#]*#[^/;]+/model/(?<type>[\w.]+)/(?<id>\d+)(?:;|$)`;

/** The same without an id. */
const TRYTON_LIST = String.raw`^[^#]*#[^/;]+/model/[\w.]+(?:;|$)`;

/** Tryton 6 and later, the web client (sao). Every open tab stays in the DOM; one is active. Rows carry no ids. */
export const tryton: SiteAdapter = {
  kind: 'tryton',
  name: 'Tryton',
  verified: 'tested',
  records: [
    {
      type: null,
      url: TRYTON_RECORD,
      active: '#tabcontent > .tab-pane.active',
      // The title of the toolbar names the type, so the record's name is read from its fields.
      title: ['input[name="name"]', 'input[name="description"]'],
      anchors: [
        { selector: 'nav.toolbar .btn-toolbar', position: 'append' },
        { selector: 'nav.toolbar', position: 'append' },
      ],
      stageBar: [
        // The column of the form, in line with its fields; another one is for attachments.
        { selector: '.panel-body > .col-xs-12:not(.attachment-preview)', position: 'prepend' },
        { selector: '.panel-body', position: 'prepend' },
      ],
      keepClear: ['nav.toolbar button#save'],
    },
  ],
  lists: [
    {
      type: null,
      url: TRYTON_LIST,
      // A form can have lists in it, a list no form.
      active: '#tabcontent > .tab-pane.active:has(table.tree):not(:has(.form))',
      anchors: [
        { selector: 'nav.toolbar .btn-toolbar', position: 'append' },
        { selector: 'nav.toolbar', position: 'append' },
      ],
    },
  ],
  fallback: 'bottom-right',
  reader: 'tryton',
  // One address for every call of a database; the method is in what is sent.
  saves: [{ method: 'POST', url: '^/[^/?]+/?$', type: null, does: 'call', answer: 'success' }],
  // An address begins with the database, which only its pages and its connection know.
  addresses: [],
  testUrls: [
    {
      url: 'http://127.0.0.1:8101/#demo/model/sale.opportunity/1;name=%22Opportunities%22&views=[454,455]',
      type: 'sale.opportunity',
      id: '1',
    },
    { url: 'http://127.0.0.1:8101/#demo/model/party.party/3', type: 'party.party', id: '3' },
  ],
  listUrls: [
    {
      url: 'http://127.0.0.1:8101/#demo/model/sale.opportunity;name=%22Opportunities%22&views=[455,454]',
      type: null,
    },
    { url: 'http://127.0.0.1:8101/#demo/model/party.party', type: null },
  ],
  negativeUrls: [
    'http://127.0.0.1:8101/#demo',
    'http://127.0.0.1:8101/#demo/wizard/party.erase/3',
    'http://127.0.0.1:8101/',
  ],
  testSaves: [
    {
      ...{ method: 'POST', url: 'http://127.0.0.1:8101/demo/', status: 200 },
      ...{ does: 'call', type: null, id: null },
    },
    {
      ...{ method: 'POST', url: 'http://127.0.0.1:8101/demo/bus', status: 200 },
      ...{ does: null, type: null, id: null },
    },
  ],
};
