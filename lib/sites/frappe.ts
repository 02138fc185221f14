import { DOCKED } from './docked.ts';
import type { SaveRequest, SiteAdapter } from './schema.ts';

/** The id is a name: any text. The pages of a list begin with `view`. */
const FRAPPE_RECORD = `^/crm/(?<type>leads|deals|contacts|organizations)/(?<id>(?!view(?:[/?#]|$))[^/?#]+)`;
const ERP_RECORD = `^/(?:app|desk)/(?!(?:print|query-report|report|dashboard-view|build|user-profile|workspace|backups)/)(?<type>[a-z][a-z0-9-]*)/(?<id>(?!view(?:[/?#]|$)|new(?:[-/?#]|$))[^/?#]+)`;
const ERP_LIST = `^/(?:app|desk)/(?<type>[a-z][a-z0-9-]*)/view/list(?:[/?#]|$)`;

/** Calls that look alike whatever the type. */
const SAVES: SaveRequest[] = [
  {
    ...{ method: 'POST', type: null, does: 'call', answer: 'success' },
    url: String.raw`^/api/method/frappe\.(?:client\.(?:insert|save|set_value)|desk\.form\.save\.savedocs)(?:\?|$)`,
  },
];

/** Frappe CRM. */
export const frappeCrm: SiteAdapter = {
  kind: 'frappe-crm',
  name: 'Frappe CRM',
  verified: 'unseen',
  records: [{ ...DOCKED, type: null, url: FRAPPE_RECORD }],
  lists: [],
  fallback: 'bottom-right',
  saves: SAVES,
  addresses: [{ type: null, record: '/crm/{type}/{id}', create: null }],
  testUrls: [
    {
      url: 'https://crm.example/crm/leads/CRM-LEAD-2024-00001#activity',
      type: 'leads',
      id: 'CRM-LEAD-2024-00001',
    },
    {
      url: 'https://crm.example/crm/organizations/North%20%26%20West%2FBakery',
      type: 'organizations',
      id: 'North & West/Bakery',
    },
  ],
  listUrls: [],
  negativeUrls: [
    'https://crm.example/crm/leads',
    'https://crm.example/crm/leads/view/kanban',
    'https://crm.example/crm/call-logs/1',
  ],
  testSaves: [
    {
      ...{ method: 'POST', url: 'https://crm.example/api/method/frappe.client.set_value', status: 200 },
      ...{ does: 'call', type: null, id: null },
    },
    {
      ...{ method: 'POST', url: 'https://crm.example/api/method/frappe.client.get_list', status: 200 },
      ...{ does: null, type: null, id: null },
    },
  ],
};

/** ERPNext. Pages that were open before stay in the page, hidden. */
export const erpnext: SiteAdapter = {
  kind: 'erpnext',
  name: 'ERPNext',
  verified: 'unseen',
  records: [
    {
      type: null,
      url: ERP_RECORD,
      active: '.page-container:has(.form-layout)',
      title: ['.page-head .title-text'],
      anchors: [
        { selector: '.page-head .page-actions .standard-actions', position: 'prepend' },
        { selector: '.page-head .page-actions', position: 'prepend' },
      ],
      stageBar: [{ selector: '.page-head', position: 'after' }],
      keepClear: ['.page-head .primary-action'],
    },
  ],
  lists: [
    {
      type: null,
      url: ERP_LIST,
      active: '.page-container:has(.list-row-checkbox)',
      ticked: '.list-row-container:has(.list-row-checkbox:checked)',
      link: '.list-subject a[href]',
      title: ['.list-subject a[href]'],
      anchors: [{ selector: '.page-head .page-actions', position: 'prepend' }],
    },
  ],
  fallback: 'bottom-right',
  saves: SAVES,
  addresses: [{ type: null, record: '/app/{type}/{id}', create: '/app/{type}/new' }],
  testUrls: [
    { url: 'https://erp.example/app/lead/CRM-LEAD-2025-00018', type: 'lead', id: 'CRM-LEAD-2025-00018' },
    { url: 'https://erp.example/app/sales-order/SAL%20ORD%2F1?x=1', type: 'sales-order', id: 'SAL ORD/1' },
    { url: 'https://erp.example/desk/customer/Newton', type: 'customer', id: 'Newton' },
  ],
  listUrls: [{ url: 'https://erp.example/app/lead/view/list?status=Open', type: 'lead' }],
  negativeUrls: [
    'https://erp.example/app/home',
    'https://erp.example/app/lead/view/kanban/Leads',
    'https://erp.example/app/lead/new-lead-1',
    'https://erp.example/app/lead/new',
    'https://erp.example/app/query-report/Lead%20Details',
  ],
  testSaves: [
    {
      ...{
        method: 'POST',
        url: 'https://erp.example/api/method/frappe.desk.form.save.savedocs',
        status: 200,
      },
      ...{ does: 'call', type: null, id: null },
    },
  ],
};
