/** The addresses of record pages of every known CRM. The trigger carries these and nothing else of them. */
import { ATOMIC_DEAL, ATOMIC_RECORD } from './atomic.ts';
import { DEMO_CONTACT, DEMO_LEAD, DEMO_TICKET } from './demo.ts';
import { REDMINE_ISSUE } from './redmine.ts';
import { TRYTON_RECORD } from './tryton.ts';

export const recordUrls: readonly string[] = [
  ATOMIC_RECORD,
  ATOMIC_DEAL,
  DEMO_LEAD,
  DEMO_CONTACT,
  DEMO_TICKET,
  REDMINE_ISSUE,
  TRYTON_RECORD,
];
