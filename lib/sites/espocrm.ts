import type { SiteAdapter } from './schema.ts';

/** The button that edits does so in place: the address stays. */
const ESPO_RECORD = String.raw`^[^#]*#(?<type>[A-Z]\w*)/(?:view|edit)/(?<id>[0-9a-f]{17}|[0-9a-f-]{36})(?:[/?]|$)`;

const ESPO_LIST = String.raw`^[^#]*#(?!(?:Admin|Calendar|Home|Preferences|Stream)\b)(?<type>[A-Z]\w*)(?:/list(?:/[^#]*)?)?(?:\?|$)`;

/** EspoCRM 8: its elements say what they are. */
export const espocrm: SiteAdapter = {
  kind: 'espocrm',
  name: 'EspoCRM',
  verified: 'seen',
  records: [
    {
      type: null,
      url: ESPO_RECORD,
      active: '#main:has(.page-header)',
      title: ['.page-header .title'],
      anchors: [
        { selector: '.page-header .header-buttons', position: 'prepend' },
        // Hidden while something is edited.
        { selector: '.detail-button-container', position: 'append' },
      ],
      stageBar: [{ selector: '.page-header', position: 'after' }],
      keepClear: ['button[data-action="save"]'],
    },
  ],
  lists: [
    {
      type: null,
      url: ESPO_LIST,
      active: '#main:has(tr.list-row)',
      ticked: 'tr.list-row:has(input.record-checkbox:checked)',
      key: { selector: 'input.record-checkbox', attribute: 'data-id' },
      title: ['a.link[data-id]'],
      anchors: [
        { selector: '.list-buttons-container', position: 'append' },
        { selector: '.page-header .header-buttons', position: 'prepend' },
      ],
    },
  ],
  fallback: 'bottom-right',
  saves: [
    {
      ...{ method: 'PUT', type: null, does: 'change', answer: 'success' },
      url: String.raw`^[^?]*/api/v1/(?<type>[A-Z]\w*)/(?<id>[^/?]+)(?:\?|$)`,
    },
    {
      ...{ method: 'POST', type: null, does: 'create', answer: 'success' },
      url: String.raw`^[^?]*/api/v1/(?<type>[A-Z]\w*)(?:\?|$)`,
    },
  ],
  addresses: [{ type: null, record: '/#{type}/view/{id}', create: '/#{type}/create' }],
  testUrls: [
    { url: 'http://127.0.0.1:8106/#Lead/view/6b0001bea8266112c', type: 'Lead', id: '6b0001bea8266112c' },
    {
      url: 'https://crm.example/espo/#Opportunity/edit/6b0001bea8266112d',
      type: 'Opportunity',
      id: '6b0001bea8266112d',
    },
    {
      url: 'https://crm.example/#CVisit/view/0198a4c2-1c1e-7d1b-9b1a-3a6a3f1c2d4e',
      type: 'CVisit',
      id: '0198a4c2-1c1e-7d1b-9b1a-3a6a3f1c2d4e',
    },
  ],
  listUrls: [
    { url: 'http://127.0.0.1:8106/#Lead', type: 'Lead' },
    { url: 'http://127.0.0.1:8106/#Account/list/primaryFilter=recentlyCreated', type: 'Account' },
  ],
  negativeUrls: [
    'http://127.0.0.1:8106/',
    'http://127.0.0.1:8106/#Lead/create',
    'http://127.0.0.1:8106/#Calendar/show/mode=month',
    'http://127.0.0.1:8106/#Admin/users',
  ],
  testSaves: [
    {
      ...{ method: 'PUT', url: 'http://127.0.0.1:8106/api/v1/Lead/6b0001bea8266112c', status: 200 },
      ...{ does: 'change', type: 'Lead', id: '6b0001bea8266112c' },
    },
    {
      ...{ method: 'POST', url: 'http://127.0.0.1:8106/api/v1/Lead', status: 200 },
      ...{ does: 'create', type: 'Lead', id: null },
    },
    {
      ...{ method: 'PUT', url: 'http://127.0.0.1:8106/api/v1/Lead/6b0001bea8266112c', status: 409 },
      ...{ does: null, type: null, id: null },
    },
  ],
};
