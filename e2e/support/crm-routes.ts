/** What a fuzz does on the pages of each CRM: only what opens and shuts, never what saves. */
import type { CrmName } from '../../demo/crms/crm.ts';

/** A record as an address names it. */
export interface Named {
  type: string;
  id: string;
}

export interface CrmRoutes {
  /** Addresses that somebody enters or has kept; the first is of a record of the first type. */
  pages: readonly string[];
  /** What leads on from a page of the CRM to another: one of these is pressed. */
  links: string;
  /** The same for what has to be pressed twice. */
  rows?: string;
  /** What opens a menu, a dialog, a form within the page. */
  menus: string;
  /** What answers a question of the CRM so that nothing is saved. */
  discards: string;
  /** A field in which somebody begins to write. */
  fields: string;
  /** Where the CRM itself writes the name of the record on show. */
  title: string;
  /** What an address names: a record, a list, or neither. Written down once more, not taken from the adapter. */
  shows(path: string): Named | 'list' | null;
  /** Boxes of rows: a list that shows them is one that can be worked on. */
  boxes: string;
}

const typed = (types: Readonly<Record<string, string>>, type = '', id = ''): Named | null =>
  types[type] === undefined ? null : { type: types[type], id };

export const CRM_ROUTES: Readonly<Record<CrmName, CrmRoutes>> = {
  demo: {
    pages: [
      '/leads/1',
      '/leads/2',
      '/contacts/1',
      '/tickets/1',
      '/leads',
      '/about',
      '/leads/3?hostile=rebuild',
    ],
    links: '[data-action=next], [data-action=previous], a.record-link, [data-nav=contacts], [data-nav=about]',
    menus: '[data-action=call]',
    discards: 'dialog[open] button[value=yes], [data-action=discard]:not(:disabled)',
    fields: '#field-notes',
    title: '[data-record-title]',
    shows(path) {
      const [, folder, id] = /^\/(leads|contacts|tickets)(?:\/(\d+))?(?:[?#]|$)/.exec(path) ?? [];
      if (folder && !id) return 'list';
      return typed({ leads: 'lead', contacts: 'contact', tickets: 'ticket' }, folder, id);
    },
    boxes: 'tbody input[type=checkbox]',
  },
  redmine: {
    pages: ['/issues/1', '/issues/2', '/issues/3', '/issues', '/projects', '/issues/1?issue_count=3#note-1'],
    links:
      'table.issues td.subject a, table.issues td.id a, .next-prev-links a, #main-menu a.issues, #top-menu a.projects, .breadcrumb a',
    menus: '#content > .contextual a.icon-edit, .contextual .icon-actions, #project-jump .drdn-trigger',
    discards: '.ui-dialog-titlebar-close',
    fields: '#issue_notes',
    title: '.issue .subject h3',
    shows(path) {
      const [, , id] = /^\/(projects\/[\w-]+\/)?issues(?:\/(\d+))?\/?(?:[?#]|$)/.exec(path) ?? [];
      if (id) return { type: 'issue', id };
      return /^\/(?:projects\/[\w-]+\/)?issues\/?(?:[?#]|$)/.test(path) ? 'list' : null;
    },
    boxes: 'tr.issue input[name="ids[]"]',
  },
  rt: {
    pages: [
      ...['/Ticket/Display.html?id=1', '/Ticket/Display.html?id=2', '/Ticket/Display.html?id=3'],
      ...['/Ticket/Update.html?Action=Respond;id=1', '/Search/Bulk.html?Query=id%3E0', '/'],
      '/Search/Results.html?Query=id%3E0',
    ],
    links:
      'a[href*="/Ticket/Display.html?id="]:not([href*=";"], [href*="&"]), #page-display, #page-history, #page-basics, #page-people',
    menus: '#page-actions, #preferences, #home',
    discards: '.modal.show [data-bs-dismiss=modal]',
    fields: '#body input[name=UpdateSubject], #body input[name=Subject]',
    title: '#header h1',
    shows(path) {
      if (path.startsWith('/Search/Bulk.html')) return 'list';
      const [, id] =
        /^\/Ticket\/(?:Display|History|Update|Modify)\w*\.html\?(?:.*[&;])?id=(\d+)/.exec(path) ?? [];
      return id ? { type: 'ticket', id } : null;
    },
    boxes: 'table.ticket-list input[name=UpdateTicket]',
  },
  tryton: {
    pages: [
      ...['/#demo/model/sale.opportunity/1', '/#demo/model/sale.opportunity/2', '/#demo/model/party.party/2'],
      ...['/#demo/model/sale.opportunity', '/#demo/model/party.party'],
    ],
    links: [
      ...['next', 'previous', 'switch_'].map(
        (id) => `.tab-pane.active nav.toolbar button#${id}:not(:disabled)`,
      ),
      '#tablist > li > a',
    ].join(),
    rows: '#tabcontent > .tab-pane.active table.tree tbody td[data-title]',
    menus:
      '.tab-pane.active nav.toolbar button#action, .tab-pane.active nav.toolbar button#relate, #user-preferences > a',
    discards: '.modal.in .modal-footer button:not(.btn-primary)',
    fields: '#tabcontent > .tab-pane.active input[name=description]:not([readonly])',
    title: '#tabcontent > .tab-pane.active :is(input[name=name], input[name=description])',
    shows(path) {
      const [, type, id] = /#demo\/model\/([\w.]+)(?:\/(\d+))?(?:;|$)/.exec(path) ?? [];
      if (!type) return null;
      return id ? { type, id } : 'list';
    },
    boxes: '#tabcontent > .tab-pane.active > * table.tree tbody td.selection-state input[type=checkbox]',
  },
  odoo: {
    pages: [
      ...[
        '/odoo/crm/1',
        '/odoo/crm.lead/2',
        '/odoo/contacts/9',
        '/odoo/contacts/10',
        '/odoo/crm?view_type=list',
      ],
      ...['/odoo/crm', '/odoo/contacts', '/odoo/crm/new', '/odoo/settings'],
    ],
    links:
      '.o_data_row .o_data_cell[name=name], .o_pager_next, .o_pager_previous, .o_back_button a, .breadcrumb-item a, .o_switch_view, .o_kanban_record',
    menus: '.o_control_panel .o_cp_action_menus button, .o_searchview_dropdown_toggler, .o_user_menu button',
    discards: '.o_form_status_indicator .o_form_button_cancel, .modal .btn-close',
    fields: '.o_form_view .o_field_widget:is([name=phone], [name=function]) input',
    title: '.o_form_view .o_last_breadcrumb_item span',
    shows(path) {
      const [, last, id] = /^\/odoo\/(?:[\w.-]+\/)*([a-z][\w.-]*)\/(\d+)(?:[?#]|$)/.exec(path) ?? [];
      if (!last) return /^\/odoo\/(?!settings|discuss)(?!.*\/new(?:[?#]|$))/.test(path) ? 'list' : null;
      const models = { crm: 'crm.lead', contacts: 'res.partner' };
      return typed({ ...models, 'crm.lead': 'crm.lead', 'res.partner': 'res.partner' }, last, id);
    },
    boxes: '.o_list_view .o_data_row .o_list_record_selector input',
  },
  atomic: {
    pages: [
      ...['/#/contacts/1/show', '/#/contacts/2/show', '/#/companies/1/show', '/#/deals/1/show'],
      ...['/#/contacts', '/#/deals', '/#/companies', '/#/settings', '/#/contacts/1'],
    ],
    links: '#root a:is([href*="#/contacts"], [href*="#/companies"], [href*="#/deals"]):not([href*=create])',
    menus: 'header button[aria-haspopup], header button[aria-label]',
    discards: '[role=dialog] .ra-cancel',
    fields: '#main-content :is(textarea[name=text], input[name=last_name], input[name=title])',
    title: ':is([role=dialog], #main-content) h5',
    shows(path) {
      const [, type, id] =
        /#\/(contacts|companies|deals)\/(?!create)(\w+)(?:\/show(?:\/\w+)?)?\/?(?:\?|$)/.exec(path) ?? [];
      if (type && id) return { type, id };
      return /#\/contacts\/?(?:\?|$)/.test(path) ? 'list' : null;
    },
    boxes: '#main-content a[href*="/contacts/"] input[type=checkbox]',
  },
};
