import type { RecordPage, SiteAdapter } from './schema.ts';

/** The words of addresses for HubSpot's own objects; those of a customer begin with `2-` and stand for themselves. */
const OBJECTS = {
  '0-1': 'contact',
  '0-2': 'company',
  '0-3': 'deal',
  '0-5': 'ticket',
  '0-7': 'product',
  '0-8': 'line_item',
  '0-14': 'quote',
  '0-27': 'task',
  '0-136': 'lead',
} as const;

const HUB_RECORD = String.raw`^/contacts/\d+/record/(?<type>0-\d+)/(?<id>\d+)(?:[/?#]|$)`;
const HUB_CUSTOM = String.raw`^/contacts/\d+/record/(?<type>2-\d+)/(?<id>\d+)(?:[/?#]|$)`;
const HUB_LEGACY = String.raw`^/contacts/\d+/(?<type>contact|company|deal|ticket)/(?<id>\d+)(?:[/?#]|$)`;
const HUB_LIST = String.raw`^/contacts/\d+/objects/(?<type>0-\d+)/views/[^/?#]+/list(?:[/?#]|$)`;

const PAGE: Omit<RecordPage, 'url' | 'types'> = {
  type: null,
  active: '[data-scroll-trackable-container="left-sidebar"]',
  title: ['[data-selenium-test="highlightTitle"]'],
  anchors: [{ selector: '[data-test-id="record-highlight-main-content"]', position: 'after' }],
  keepClear: [],
};

/** HubSpot. Its class names are made anew with every release: none is used. */
export const hubspot: SiteAdapter = {
  kind: 'hubspot',
  name: 'HubSpot',
  verified: 'unseen',
  records: [
    { ...PAGE, url: HUB_RECORD, types: OBJECTS },
    { ...PAGE, url: HUB_CUSTOM },
    { ...PAGE, url: HUB_LEGACY },
  ],
  lists: [
    {
      type: null,
      types: OBJECTS,
      url: HUB_LIST,
      active: 'body:has(td[data-table-external-id])',
      ticked: 'tr:has(input[type="checkbox"]:checked):has(td[data-table-external-id])',
      link: 'td[data-table-external-id*="name-"] a[href*="/record/"]',
      title: ['td[data-table-external-id*="name-"] a[href*="/record/"]'],
      anchors: [{ selector: 'table:has(td[data-table-external-id])', position: 'before' }],
    },
  ],
  fallback: 'bottom-right',
  // How its pages save is not known.
  saves: [],
  // An address begins with the number of the account, which only its pages know.
  addresses: [],
  testUrls: [
    {
      url: 'https://app.hubspot.com/contacts/1234567/record/0-1/801234567890',
      type: 'contact',
      id: '801234567890',
    },
    { url: 'https://app-eu1.hubspot.com/contacts/7/record/0-3/99/view/1', type: 'deal', id: '99' },
    { url: 'https://app-na2.hubspot.com/contacts/7/record/2-1234/42', type: '2-1234', id: '42' },
    { url: 'https://app.hubspot.com/contacts/7/company/15?interaction=note', type: 'company', id: '15' },
  ],
  listUrls: [
    { url: 'https://app.hubspot.com/contacts/7/objects/0-1/views/all/list', type: 'contact' },
    { url: 'https://app.hubspot.com/contacts/7/objects/0-2/views/123/list?query=x', type: 'company' },
  ],
  negativeUrls: [
    'https://app.hubspot.com/contacts/7/objects/0-3/views/all/board',
    'https://app.hubspot.com/calling-integration-popup-ui/7?id=1',
    'https://app.hubspot.com/reports-dashboard/7/view/1',
  ],
  testSaves: [],
};
