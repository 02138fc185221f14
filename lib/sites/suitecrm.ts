import type { SiteAdapter } from './schema.ts';

const SUITE_RECORD = `^[^#]*#/(?<type>[a-z][a-z0-9-]*)/(?:record|edit)/(?<id>[^/?#]+)`;
const SUITE_LIST = String.raw`^[^#]*#/(?!(?:home|calendar|administration|login|install)\b)(?<type>[a-z][a-z0-9-]*)/?(?:\?|$)`;

/**
 * SuiteCRM 8. Modules that are not rebuilt yet show pages of version 7 in a frame, under addresses without a record: these
 * have no button.
 */
export const suitecrm: SiteAdapter = {
  kind: 'suitecrm',
  name: 'SuiteCRM 8',
  verified: 'seen',
  records: [
    {
      type: null,
      url: SUITE_RECORD,
      active: 'body:has(.record-view-header)',
      title: ['.record-view-name-label'],
      anchors: [
        { selector: '.record-view-action-header .record-view-actions', position: 'prepend' },
        { selector: '.record-view-header', position: 'append' },
      ],
      stageBar: [{ selector: '.record-view-header', position: 'after' }],
      // Its buttons differ by their words alone.
      keepClear: ['.record-view-action-header .record-view-actions'],
    },
  ],
  lists: [
    {
      type: null,
      url: SUITE_LIST,
      active: 'body:has(scrm-table)',
      // What looks like the box stands beside it.
      ticked: 'scrm-table tbody tr:has(td.cdk-column-checkbox input:checked)',
      link: 'a[href*="/record/"]',
      title: ['a[href*="/record/"]'],
      anchors: [
        { selector: 'scrm-bulk-action-menu', position: 'after' },
        { selector: 'scrm-table', position: 'before' },
      ],
    },
  ],
  fallback: 'bottom-right',
  // One address for every call; the operation is in what is sent.
  saves: [{ method: 'POST', url: '^[^?]*/api/graphql$', type: null, does: 'call', answer: 'success' }],
  addresses: [{ type: null, record: '/#/{type}/record/{id}', create: '/#/{type}/edit' }],
  testUrls: [
    {
      url: 'http://127.0.0.1:8108/#/leads/record/9f1c1d3e-7a44-4b5a-9d3f-2f6f0f5f7c11?offset=1',
      type: 'leads',
      id: '9f1c1d3e-7a44-4b5a-9d3f-2f6f0f5f7c11',
    },
    {
      url: 'https://crm.example/suite/#/contacts/record/seed_sally_id',
      type: 'contacts',
      id: 'seed_sally_id',
    },
  ],
  listUrls: [
    { url: 'http://127.0.0.1:8108/#/leads', type: 'leads' },
    { url: 'http://127.0.0.1:8108/#/aos-quotes', type: 'aos-quotes' },
  ],
  negativeUrls: [
    'http://127.0.0.1:8108/#/home',
    'http://127.0.0.1:8108/#/leads/edit',
    'http://127.0.0.1:8108/#/calendar',
  ],
  testSaves: [
    {
      ...{ method: 'POST', url: 'http://127.0.0.1:8108/api/graphql', status: 200 },
      ...{ does: 'call', type: null, id: null },
    },
  ],
};
