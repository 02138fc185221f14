import type { Anchor, RecordPage, SiteAdapter } from './schema.ts';

/** `/odoo/…/<model>/<id>`: a model has a dot in it, and stands for itself. The last pair is the record on show. */
const ODOO_MODEL = String.raw`^/odoo/(?:[\w.-]+/)*(?<type>[a-z]\w*(?:\.\w+)+)/(?<id>\d+)/?(?:[?#]|$)`;

/** `/odoo/…/<path of an action>/<id>`: what it shows is said by the action. */
const ODOO_ACTION = String.raw`^/odoo/(?:[\w.-]+/)*(?<type>[\w.-]*[a-z_][\w.-]*)/(?<id>\d+)/?(?:[?#]|$)`;

/** Whatever shows neither a record nor a new one can show a list. */
const ODOO_LIST = String.raw`^/odoo/(?!(?:discuss|settings|dashboards)(?:[/?#]|$))(?:[\w.-]+/)*(?!(?:new|[\d.-]+)/?(?:[?#]|$))[\w.-]+/?(?:[?#]|$)`;

/** Before 18 all is said behind the hash, in any order; a form that is shown as another view is none. */
const ODOO_OLD_RECORD = String.raw`^/web(?:\?[^#]*)?#(?=(?:.*&)?model=(?<type>[\w.]+))(?!(?:.*&)?view_type=(?!form\b))(?:.*&)?id=(?<id>\d+)(?:&|$)`;
const ODOO_OLD_LIST = String.raw`^/web(?:\?[^#]*)?#(?!(?:.*&)?id=)(?=(?:.*&)?model=[\w.]+)(?:.*&)?view_type=(?:list|kanban)(?:&|$)`;

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

/** The page of a record before 18. Its control panel stands beside the form. */
const OLD_FORM: RecordPage = {
  type: null,
  url: ODOO_OLD_RECORD,
  active: '.o_action_manager:has(.o_form_view)',
  title: ['.o_last_breadcrumb_item', '.breadcrumb-item.active'],
  anchors: [
    { selector: '.o_cp_bottom_left', position: 'append' },
    { selector: '.o_control_panel_main_buttons', position: 'append' },
  ],
  stageBar: [{ selector: '.o_control_panel', position: 'after' }],
  keepClear: ['.o_form_button_save'],
};

/** Odoo 14 and later; 18 has other addresses than those before. Rows of its lists and paths of its own actions name no record: a reader looks behind them. */
export const odoo: SiteAdapter = {
  kind: 'odoo',
  name: 'Odoo',
  verified: 'tested',
  records: [{ ...FORM, url: ODOO_MODEL }, { ...FORM, url: ODOO_ACTION, types: PATHS }, OLD_FORM],
  lists: [
    {
      type: null,
      url: ODOO_LIST,
      // Cards of a board can be marked too; until one is, there is nothing to do on them.
      active: '.o_action_manager :is(.o_list_view, .o_kanban_view.o_kanban_selection_active)',
      anchors: [{ selector: '.o_selection_container', position: 'append' }, ...IN_PANEL],
    },
    {
      type: null,
      url: ODOO_OLD_LIST,
      active: '.o_action_manager:has(.o_list_view)',
      anchors: OLD_FORM.anchors,
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
    {
      url: 'http://127.0.0.1:8104/web#id=20&action=178&model=crm.lead&view_type=form&cids=&menu_id=124',
      type: 'crm.lead',
      id: '20',
    },
    { url: 'https://acme.odoo.com/web?debug=1#model=res.partner&id=3', type: 'res.partner', id: '3' },
  ],
  listUrls: [
    { url: 'http://127.0.0.1:8102/odoo/crm?view_type=list', type: null },
    { url: 'http://127.0.0.1:8102/odoo/contacts', type: null },
    { url: 'http://127.0.0.1:8102/odoo/contacts/12/crm.lead', type: null },
    { url: 'http://127.0.0.1:8102/odoo/action-178', type: null },
    {
      url: 'http://127.0.0.1:8104/web#action=178&model=crm.lead&view_type=list&cids=&menu_id=124',
      type: null,
    },
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
    'http://127.0.0.1:8104/web#action=178&model=crm.lead&view_type=form&menu_id=124',
    'http://127.0.0.1:8104/web#action=178&active_id=20&model=crm.lead&view_type=calendar',
    'http://127.0.0.1:8104/web#home',
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
