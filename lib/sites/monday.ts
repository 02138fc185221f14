import type { SiteAdapter } from './schema.ts';

const MONDAY_ITEM = String.raw`^/boards/(?<type>\d+)(?:/views/\d+)?/pulses/(?<id>\d+)(?:[/?#]|$)`;

/** monday CRM. A board is the type of its items: its number stands for it. */
export const monday: SiteAdapter = {
  kind: 'monday',
  name: 'monday CRM',
  verified: 'unseen',
  records: [
    {
      type: null,
      url: MONDAY_ITEM,
      active: 'body',
      title: [],
      anchors: [{ selector: '.item-page-header-details-wrapper__top', position: 'append' }],
      keepClear: [],
    },
  ],
  lists: [],
  fallback: 'bottom-right',
  saves: [],
  addresses: [{ type: null, record: '/boards/{type}/pulses/{id}', create: null }],
  testUrls: [
    {
      url: 'https://acme.monday.com/boards/1234567890/pulses/9876543210',
      type: '1234567890',
      id: '9876543210',
    },
    { url: 'https://acme.monday.com/boards/12/views/3/pulses/4/posts/5', type: '12', id: '4' },
  ],
  listUrls: [],
  negativeUrls: ['https://acme.monday.com/boards/1234567890', 'https://acme.monday.com/boards/12/views/3'],
  testSaves: [],
};
