/** The addresses of record and list pages of every known CRM. The trigger carries these and nothing else of them. */
import { ATOMIC_DEAL, ATOMIC_LIST, ATOMIC_RECORD } from './atomic.ts';
import { DEMO_CONTACT, DEMO_LEAD, DEMO_LIST, DEMO_TICKET } from './demo.ts';
import { ODOO_ACTION, ODOO_LIST, ODOO_MODEL } from './odoo.ts';
import { REDMINE_ISSUE, REDMINE_ISSUES } from './redmine.ts';
import { TRYTON_RECORD } from './tryton.ts';

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
