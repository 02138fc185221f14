import type { SiteAdapter } from './schema.ts';

const SUITE7_RECORD = String.raw`^[^?#]*/index\.php\?(?=(?:[^#]*&)?module=(?<type>\w+))(?=(?:[^#]*&)?action=(?:DetailView|EditView)(?:[&#]|$))(?:[^#]*&)?record=(?<id>[^&#]+)`;
const SUITE7_LIST = String.raw`^[^?#]*/index\.php\?(?=(?:[^#]*&)?module=(?!Home\b|Calendar\b|Administration\b)(?<type>\w+))(?:[^#]*&)?action=(?:index|ListView)(?:[&#]|$)`;

/** SuiteCRM 7, pages made on the server: of an installation of its own, or of the older part of version 8. */
export const suitecrm7: SiteAdapter = {
  kind: 'suitecrm-7',
  name: 'SuiteCRM 7',
  verified: 'seen',
  records: [
    {
      type: null,
      url: SUITE7_RECORD,
      active: 'body:has(.moduleTitle)',
      title: ['.moduleTitle h2'],
      anchors: [
        { selector: '.moduleTitle h2', position: 'append' },
        { selector: '.moduleTitle', position: 'append' },
      ],
      stageBar: [{ selector: '.moduleTitle', position: 'after' }],
      keepClear: ['#SAVE'],
    },
  ],
  lists: [
    {
      type: null,
      url: SUITE7_LIST,
      active: 'body:has(input.listview-checkbox)',
      ticked: 'tr:has(input.listview-checkbox[name="mass[]"]:checked)',
      key: { selector: 'input.listview-checkbox[name="mass[]"]', attribute: 'value' },
      title: ['a[href*="action=DetailView"]'],
      anchors: [
        { selector: '#actionLinkTop', position: 'before' },
        { selector: '.moduleTitle', position: 'append' },
      ],
    },
  ],
  fallback: 'bottom-right',
  // Every form goes to one address; what was taken leads on to the record.
  saves: [
    { method: 'POST', url: '^[^?#]*/index\\.php(?:\\?|$)', type: null, does: 'call', answer: 'redirect' },
  ],
  addresses: [
    {
      type: null,
      record: '/index.php?module={type}&action=DetailView&record={id}',
      create: '/index.php?module={type}&action=EditView',
    },
  ],
  testUrls: [
    {
      url: 'http://127.0.0.1:8108/legacy/index.php?module=Leads&action=DetailView&record=9f1c1d3e-7a44-4b5a-9d3f-2f6f0f5f7c11',
      type: 'Leads',
      id: '9f1c1d3e-7a44-4b5a-9d3f-2f6f0f5f7c11',
    },
    {
      url: 'https://crm.example/index.php?action=DetailView&module=Contacts&record=seed_sally_id&offset=2',
      type: 'Contacts',
      id: 'seed_sally_id',
    },
    {
      url: 'https://crm.example/index.php?module=AOS_Quotes&action=EditView&record=7#top',
      type: 'AOS_Quotes',
      id: '7',
    },
  ],
  listUrls: [
    { url: 'http://127.0.0.1:8108/legacy/index.php?module=Leads&action=index', type: 'Leads' },
    { url: 'https://crm.example/index.php?action=ListView&module=Accounts&x=1', type: 'Accounts' },
  ],
  negativeUrls: [
    'https://crm.example/index.php',
    'https://crm.example/index.php?module=Home&action=index',
    'https://crm.example/index.php?module=Leads&action=EditView',
    'https://crm.example/index.php?module=Leads&action=DetailViewMap&record=7',
  ],
  testSaves: [
    {
      ...{ method: 'POST', url: 'https://crm.example/index.php', status: 302 },
      ...{ does: 'call', type: null, id: null },
    },
    {
      ...{ method: 'POST', url: 'https://crm.example/index.php?entryPoint=x', status: 200 },
      ...{ does: null, type: null, id: null },
    },
  ],
};
