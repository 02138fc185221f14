import { DOCKED, UUID } from './docked.ts';
import type { Address, SiteAdapter } from './schema.ts';

/** Addresses name the page of a record, not its type. These are the pages that come with the product. */
const CLASSIC = {
  AccountPageV2: 'Account',
  ActivityPageV2: 'Activity',
  CasePage: 'Case',
  ContactPageV2: 'Contact',
  ContractPageV2: 'Contract',
  InvoicePageV2: 'Invoice',
  LeadPageV2: 'Lead',
  OpportunityPageV2: 'Opportunity',
  OrderPageV2: 'Order',
  ProductPageV2: 'Product',
} as const;

const FREEDOM = {
  Accounts_FormPage: 'Account',
  Activities_FormPage: 'Activity',
  Cases_FormPage: 'Case',
  Contacts_FormPage: 'Contact',
  Contracts_FormPage: 'Contract',
  Invoices_FormPage: 'Invoice',
  Leads_FormPage: 'Lead',
  Opportunities_FormPage: 'Opportunity',
  Orders_FormPage: 'Order',
  Products_FormPage: 'Product',
} as const;

/** Either in the old frame or in the new one, which shows old pages too. */
const FRAME = String.raw`^/(?:0/)?(?:Nui/ViewModule\.aspx|Shell/?)(?:\?[^#]*)?#`;
const CREATIO_CLASSIC = `${FRAME}(?:[^#]*/)?CardModuleV2/(?<type>\\w+)/edit/(?<id>${UUID})`;
const CREATIO_FREEDOM = `${FRAME}(?:[^#]*/)?Card/(?<type>\\w+)/edit/(?<id>${UUID})`;

/** What a customer has made is named for its type. */
const CREATIO_OWN = `${FRAME}(?:[^#]*/)?Card/(?<type>Usr\\w+)_FormPage/edit/(?<id>${UUID})`;

const addresses = Object.entries(FREEDOM).map(
  ([page, type]): Address => ({
    type,
    record: `/0/Shell/#Card/${page}/edit/{id}`,
    create: `/0/Shell/#Card/${page}/add`,
  }),
);

/** Creatio, with classic pages and those of the Freedom UI. */
export const creatio: SiteAdapter = {
  kind: 'creatio',
  name: 'Creatio',
  verified: 'unseen',
  records: [
    { ...DOCKED, type: null, url: CREATIO_CLASSIC, types: CLASSIC },
    { ...DOCKED, type: null, url: CREATIO_FREEDOM, types: FREEDOM },
    { ...DOCKED, type: null, url: CREATIO_OWN },
  ],
  lists: [],
  fallback: 'bottom-right',
  ids: 'any-case',
  saves: [
    {
      ...{ method: 'POST', type: null, does: 'call', answer: 'success' },
      url: '^/(?:0/)?[Dd]ata[Ss]ervice/json/[Ss]ync[Rr]eply/(?:Batch|Insert|Update)Query$',
    },
  ],
  addresses,
  testUrls: [
    {
      url: 'https://acme.creatio.com/0/Nui/ViewModule.aspx#CardModuleV2/ContactPageV2/edit/ca5e8a33-71f5-4d1b-b9f0-7e5a3a5e2f10',
      type: 'Contact',
      id: 'ca5e8a33-71f5-4d1b-b9f0-7e5a3a5e2f10',
    },
    {
      url: 'https://acme.creatio.com/0/Shell/?autoOpenIdLogin=true#Card/Leads_FormPage/edit/ca5e8a33-71f5-4d1b-b9f0-7e5a3a5e2f11',
      type: 'Lead',
      id: 'ca5e8a33-71f5-4d1b-b9f0-7e5a3a5e2f11',
    },
    {
      url: 'https://crm.example/Shell/#Section/Accounts_ListPage/Card/Accounts_FormPage/edit/ca5e8a33-71f5-4d1b-b9f0-7e5a3a5e2f12',
      type: 'Account',
      id: 'ca5e8a33-71f5-4d1b-b9f0-7e5a3a5e2f12',
    },
    {
      url: 'https://acme.creatio.com/0/Shell/?ClassicUI#CardModuleV2/OpportunityPageV2/edit/ca5e8a33-71f5-4d1b-b9f0-7e5a3a5e2f13',
      type: 'Opportunity',
      id: 'ca5e8a33-71f5-4d1b-b9f0-7e5a3a5e2f13',
    },
    {
      url: 'https://acme.creatio.com/0/Shell/#Card/UsrVisit_FormPage/edit/ca5e8a33-71f5-4d1b-b9f0-7e5a3a5e2f14',
      type: 'UsrVisit',
      id: 'ca5e8a33-71f5-4d1b-b9f0-7e5a3a5e2f14',
    },
  ],
  listUrls: [],
  negativeUrls: [
    'https://acme.creatio.com/0/Nui/ViewModule.aspx#SectionModuleV2/ContactSectionV2',
    'https://acme.creatio.com/0/Shell/#Section/Accounts_ListPage',
    'https://acme.creatio.com/0/Shell/#Card/Leads_FormPage/add',
    'https://acme.creatio.com/0/Nui/ViewModule.aspx#CardModuleV2/OurOwnPage/edit/ca5e8a33-71f5-4d1b-b9f0-7e5a3a5e2f10',
  ],
  testSaves: [
    {
      ...{
        method: 'POST',
        url: 'https://acme.creatio.com/0/dataservice/json/SyncReply/UpdateQuery',
        status: 200,
      },
      ...{ does: 'call', type: null, id: null },
    },
    {
      ...{
        method: 'POST',
        url: 'https://acme.creatio.com/0/dataservice/json/SyncReply/SelectQuery',
        status: 200,
      },
      ...{ does: null, type: null, id: null },
    },
  ],
};
