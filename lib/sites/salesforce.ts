import type { RecordPage, SiteAdapter } from './schema.ts';

const SF_RECORD = String.raw`^/lightning/r/(?<type>[A-Za-z]\w*)/(?<id>[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?)/(?:view|edit)\b`;

/** Without the type: the first three characters of an id stand for it. */
const SF_SHORT = String.raw`^/lightning/r/(?<id>(?<type>[a-zA-Z0-9]{3})[a-zA-Z0-9]{12}(?:[a-zA-Z0-9]{3})?)/(?:view|edit)\b`;

const SF_LIST = String.raw`^/lightning/o/(?<type>[A-Za-z]\w*)/list(?:[/?#]|$)`;

/** Consoles keep the records of other tabs in the page. */
const PAGE: Omit<RecordPage, 'url' | 'types'> = {
  type: null,
  active: '.windowViewMode-normal',
  title: [
    '.slds-page-header__title lightning-formatted-name',
    '.slds-page-header__title lightning-formatted-text',
  ],
  anchors: [
    { selector: '.forceHighlightsPanel .actionsContainer .slds-button-group', position: 'before' },
    { selector: '.highlights .actionsContainer .slds-button-group-list', position: 'before' },
  ],
  keepClear: ['button[name="SaveEdit"]'],
};

/** Salesforce, Lightning Experience. */
export const salesforce: SiteAdapter = {
  kind: 'salesforce',
  name: 'Salesforce',
  verified: 'unseen',
  records: [
    { ...PAGE, url: SF_RECORD },
    {
      ...PAGE,
      url: SF_SHORT,
      types: {
        '001': 'Account',
        '003': 'Contact',
        '006': 'Opportunity',
        '00Q': 'Lead',
        '500': 'Case',
        '701': 'Campaign',
      },
    },
  ],
  lists: [
    {
      type: null,
      url: SF_LIST,
      active: '.windowViewMode-normal',
      ticked: 'tbody tr:has(input[type="checkbox"]:checked)',
      key: { selector: 'th a[data-recordid]', attribute: 'data-recordid' },
      title: ['th a[data-recordid]'],
      anchors: [{ selector: '.slds-page-header .test-lvmForceActionsContainer', position: 'before' }],
    },
  ],
  fallback: 'bottom-right',
  ids: 'salesforce',
  saves: [
    {
      ...{ method: 'POST', type: null, does: 'call', answer: 'success' },
      url: String.raw`^/aura\?(?:.*[&.])?(?:create|save|update)Record=\d`,
    },
  ],
  addresses: [{ type: null, record: '/lightning/r/{type}/{id}/view', create: '/lightning/o/{type}/new' }],
  testUrls: [
    {
      url: 'https://acme.lightning.force.com/lightning/r/Contact/0035g00000ABCdeAAH/view',
      type: 'Contact',
      id: '0035g00000ABCdeAAH',
    },
    {
      url: 'https://acme.lightning.force.com/lightning/r/Visit__c/a0X5g00000ABCde/view?ws=%2Flightning',
      type: 'Visit__c',
      id: 'a0X5g00000ABCdeEAH',
    },
    {
      url: 'https://acme.lightning.force.com/lightning/r/0065g00000ABCdeAAH/view',
      type: 'Opportunity',
      id: '0065g00000ABCdeAAH',
    },
  ],
  listUrls: [
    { url: 'https://acme.lightning.force.com/lightning/o/Lead/list?filterName=Recent', type: 'Lead' },
  ],
  negativeUrls: [
    'https://acme.lightning.force.com/lightning/page/home',
    'https://acme.lightning.force.com/lightning/o/Lead/new',
    'https://acme.lightning.force.com/lightning/o/Lead/home',
    'https://acme.lightning.force.com/lightning/r/a0X5g00000ABCde/view',
    'https://acme.lightning.force.com/lightning/r/Contact/0035g00000ABCdeAAH/related/Cases/view',
    'https://acme.lightning.force.com/lightning/setup/ObjectManager/home',
  ],
  testSaves: [
    {
      ...{
        method: 'POST',
        url: 'https://acme.lightning.force.com/aura?r=12&aura.RecordUi.updateRecord=1',
        status: 200,
      },
      ...{ does: 'call', type: null, id: null },
    },
    {
      ...{
        method: 'POST',
        url: 'https://acme.lightning.force.com/aura?r=12&aura.RecordUi.getRecordWithFields=1',
        status: 200,
      },
      ...{ does: null, type: null, id: null },
    },
  ],
};
