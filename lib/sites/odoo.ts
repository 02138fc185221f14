import type { Anchor, RecordPage, SiteAdapter } from './schema.ts';

/** `/odoo/…/<model>/<id>`: a model has a dot in it, and stands for itself. The last pair is the record on show. */
const ODOO_MODEL = String.raw`^/odoo/(?:[\w.-]+/)*(?<type>[a-z]\w*(?:\.\w+)+)/(?<id>\d+)/?(?:[?#]|$)`;

/** `/odoo/…/<path of an action>/<id>`: what it shows is said by the action. */
const ODOO_ACTION = String.raw`^/odoo/(?:[\w.-]+/)*(?<type>[\w.-]*[a-z_][\w.-]*)/(?<id>\d+)/?(?:[?#]|$)`;

/** Whatever shows neither a record nor a new one can show a list. */
const ODOO_LIST = String.raw`^/odoo/(?!(?:discuss|settings|dashboards)(?:[/?#]|$))(?:[\w.-]+/)*(?!new(?:[/?#]|$))[\w.-]*[a-z_][\w.-]*/?(?:[?#]|$)`;

/** The paths that Odoo's own applications give to their actions. Others are asked of the page. */
const PATHS = {
  'all-tasks': 'project.task',
  bills: 'account.move',
  calendar: 'calendar.event',
  companies: 'res.company',
  contacts: 'res.partner',
  'credit-notes': 'account.move',
  crm: 'crm.lead',
  'customer-invoices': 'account.move',
  'customer-payments': 'account.payment',
  customers: 'res.partner',
  deliveries: 'stock.picking',
  employees: 'hr.employee',
  events: 'event.event',
  expenses: 'hr.expense',
  'maintenance-requests': 'maintenance.request',
  manufacturing: 'mrp.production',
  'my-tasks': 'project.task',
  orders: 'sale.order',
  products: 'product.template',
  project: 'project.project',
  'purchase-orders': 'purchase.order',
  purchase: 'purchase.order',
  receipts: 'stock.picking',
  'recruitment-applications': 'hr.applicant',
  repairs: 'repair.order',
  sales: 'sale.order',
  tasks: 'project.task',
  'to-do': 'project.task',
  users: 'res.users',
  'vendor-bills': 'account.move',
  vendors: 'res.partner',
} as const;

const IN_PANEL: Anchor[] = [
  { selector: '.o_control_panel_main_buttons', position: 'append' },
  // Nothing can be made of this type, so there are no buttons.
  { selector: '.o_control_panel_breadcrumbs', position: 'append' },
];

/** The page of a record, whatever its type. A form in a dialog is outside of the action manager. */
const FORM: Omit<RecordPage, 'url' | 'types'> = {
  type: null,
  active: '.o_action_manager .o_form_view',
  title: [
    // What has no name is called so, in the person's language.
    '.o_last_breadcrumb_item span:not(:has(em))',
    '.o_field_widget[name="name"] :is(input, textarea)',
  ],
  anchors: IN_PANEL,
  stageBar: [{ selector: '.o_control_panel', position: 'after' }],
  // Seen while something is to be saved.
  keepClear: ['.o_form_button_save'],
};

/** Odoo 18 and later. Rows of its lists and paths of its own actions name no record: a reader looks behind them. */
export const odoo: SiteAdapter = {
  kind: 'odoo',
  name: 'Odoo',
  verified: 'tested',
  records: [
    { ...FORM, url: ODOO_MODEL },
    { ...FORM, url: ODOO_ACTION, types: PATHS },
  ],
  lists: [
    {
      type: null,
      url: ODOO_LIST,
      // Cards of a board can be marked too; until one is, there is nothing to do on them.
      active: '.o_action_manager :is(.o_list_view, .o_kanban_view.o_kanban_selection_active)',
      anchors: [{ selector: '.o_selection_container', position: 'append' }, ...IN_PANEL],
    },
  ],
  fallback: 'bottom-right',
  reader: 'odoo',
  // A call that was refused is answered like one that was taken, and only the page knows for which record it was.
  saves: [
    {
      ...{ method: 'POST', does: 'call', answer: 'success', type: null },
      url: String.raw`^/web/dataset/call_kw/(?<type>[\w.]+)/(?:web_save|web_save_multi|write|action_\w+)$`,
    },
    {
      ...{ method: 'POST', does: 'call', answer: 'success', type: null },
      url: String.raw`^/web/dataset/call_button/(?<type>[\w.]+)/\w+$`,
    },
  ],
  addresses: [{ type: null, record: '/odoo/{type}/{id}', create: '/odoo/{type}/new' }],
  testUrls: [
    { url: 'http://127.0.0.1:8102/odoo/crm.lead/3', type: 'crm.lead', id: '3' },
    { url: 'http://127.0.0.1:8102/odoo/crm/20', type: 'crm.lead', id: '20' },
    { url: 'http://127.0.0.1:8102/odoo/contacts/12?debug=1', type: 'res.partner', id: '12' },
    { url: 'http://127.0.0.1:8102/odoo/contacts/12/crm.lead/3', type: 'crm.lead', id: '3' },
    { url: 'http://127.0.0.1:8102/odoo/action-178/3/res.partner/12', type: 'res.partner', id: '12' },
    {
      url: 'https://acme.odoo.com/odoo/crm/20/action-mail.action_view/contacts/7',
      type: 'res.partner',
      id: '7',
    },
  ],
  listUrls: [
    { url: 'http://127.0.0.1:8102/odoo/crm?view_type=list', type: null },
    { url: 'http://127.0.0.1:8102/odoo/contacts', type: null },
    { url: 'http://127.0.0.1:8102/odoo/contacts/12/crm.lead', type: null },
    { url: 'http://127.0.0.1:8102/odoo/action-178', type: null },
  ],
  negativeUrls: [
    'http://127.0.0.1:8102/odoo',
    'http://127.0.0.1:8102/odoo/crm/new',
    'http://127.0.0.1:8102/odoo/crm.lead/new',
    'http://127.0.0.1:8102/odoo/discuss?active_id=mail.box_inbox',
    'http://127.0.0.1:8102/odoo/settings',
    // Known once the page has been asked.
    'http://127.0.0.1:8102/odoo/action-178/20',
    'http://127.0.0.1:8102/odoo/our-leads/20',
    'http://127.0.0.1:8102/web/login?redirect=%2Fodoo%2Fcrm%2F20',
    'http://127.0.0.1:8102/my/tickets/20',
  ],
  testSaves: [
    {
      ...{ method: 'POST', url: 'http://127.0.0.1:8102/web/dataset/call_kw/crm.lead/web_save', status: 200 },
      ...{ does: 'call', type: 'crm.lead', id: null },
    },
    {
      ...{
        method: 'POST',
        url: 'http://127.0.0.1:8102/web/dataset/call_button/crm.lead/action_set_won',
        status: 200,
      },
      ...{ does: 'call', type: 'crm.lead', id: null },
    },
    {
      ...{
        method: 'POST',
        url: 'http://127.0.0.1:8102/web/dataset/call_kw/crm.lead/web_search_read',
        status: 200,
      },
      ...{ does: null, type: null, id: null },
    },
    {
      ...{ method: 'POST', url: 'http://127.0.0.1:8102/mail/thread/messages', status: 200 },
      ...{ does: null, type: null, id: null },
    },
  ],
};
