/**
 * The addresses of record and list pages of every known CRM, apart from their adapters: the trigger script carries
 * these and nothing else of them.
 */

/** A contact or a company: its page with its tabs, or the page that edits it. */
export const ATOMIC_RECORD = String.raw`^[^#]*#/(?<type>contacts|companies)/(?<id>(?!create\b)[^/?]+)(?:/show(?:/\w+)?)?/?(?:\?|$)`;

/** A deal: a dialog over the board, to read or to edit. */
export const ATOMIC_DEAL = String.raw`^[^#]*#/deals/(?<id>(?!create\b)[^/?]+)(?:/show)?/?(?:\?|$)`;

/** The list of contacts; companies and deals are shown as cards, which cannot be ticked. */
export const ATOMIC_LIST = String.raw`^[^#]*#/contacts/?(?:\?|$)`;

export const DEMO_LEAD = String.raw`^/leads/(?<id>\d+)(?:[?#]|$)`;

export const DEMO_CONTACT = String.raw`^/contacts/(?<id>\d+)(?:[?#]|$)`;

export const DEMO_TICKET = String.raw`^/tickets/(?<id>\d+)(?:[?#]|$)`;

/** The lists of all three kinds. */
export const DEMO_LIST = '^/(?:leads|contacts|tickets)/?(?:[?#]|$)';

/** `/odoo/…/<model>/<id>`: a model has a dot in it, and stands for itself. The last pair is the record on show. */
export const ODOO_MODEL = String.raw`^/odoo/(?:[\w.-]+/)*(?<type>[a-z]\w*(?:\.\w+)+)/(?<id>\d+)/?(?:[?#]|$)`;

/** `/odoo/…/<path of an action>/<id>`: what it shows is said by the action. */
export const ODOO_ACTION = String.raw`^/odoo/(?:[\w.-]+/)*(?<type>[\w.-]*[a-z_][\w.-]*)/(?<id>\d+)/?(?:[?#]|$)`;

/** Whatever shows neither a record nor a new one can show a list. */
export const ODOO_LIST = String.raw`^/odoo/(?!(?:discuss|settings|dashboards)(?:[/?#]|$))(?:[\w.-]+/)*(?!new(?:[/?#]|$))[\w.-]*[a-z_][\w.-]*/?(?:[?#]|$)`;

/** `/issues/<id>`, also under a sub-folder of the host; the query says how the person came there. */
export const REDMINE_ISSUE = String.raw`^[^?#]*/issues/(?<id>\d+)(?:[?#]|$)`;

/** `/issues`, of all projects or of one. */
export const REDMINE_ISSUES = '^[^?#]*/issues/?(?:[?#]|$)';

/** `#<database>/model/<model>/<id>`, then parameters behind a semicolon. */
export const TRYTON_RECORD = String.raw`^[^#]*#[^/;]+/model/(?<type>[\w.]+)/(?<id>\d+)(?:;|$)`;

export const pageUrls: readonly string[] = [
  ATOMIC_RECORD,
  ATOMIC_DEAL,
  ATOMIC_LIST,
  DEMO_LEAD,
  DEMO_CONTACT,
  DEMO_TICKET,
  DEMO_LIST,
  ODOO_MODEL,
  ODOO_ACTION,
  ODOO_LIST,
  REDMINE_ISSUE,
  REDMINE_ISSUES,
  TRYTON_RECORD,
];
