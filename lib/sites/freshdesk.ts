import { DOCKED } from './docked.ts';
import type { SiteAdapter } from './schema.ts';

const DESK_TICKET = String.raw`^/a/tickets/(?<id>\d+)(?:[/?#]|$)`;
const DESK_OTHER = String.raw`^/a/(?<type>contacts|companies)/(?<id>\d+)(?:[/?#]|$)`;

/** Freshdesk. */
export const freshdesk: SiteAdapter = {
  kind: 'freshdesk',
  name: 'Freshdesk',
  verified: 'unseen',
  records: [
    {
      type: 'ticket',
      url: DESK_TICKET,
      active: 'body:has(#mainactionbar)',
      title: ['.ticket-subject-heading'],
      anchors: [{ selector: '#mainactionbar .page-actions__left', position: 'append' }],
      keepClear: [],
    },
    { ...DOCKED, type: null, url: DESK_OTHER, types: { contacts: 'contact', companies: 'company' } },
  ],
  lists: [],
  fallback: 'bottom-left',
  saves: [
    {
      ...{ method: 'PUT', type: 'ticket', does: 'call', answer: 'success' },
      url: String.raw`^/api/_/tickets/(?<id>\d+)(?:\?|$)`,
    },
  ],
  addresses: [
    { type: 'ticket', record: '/a/tickets/{id}', create: '/a/tickets/new' },
    { type: 'contact', record: '/a/contacts/{id}', create: '/a/contacts/new' },
    { type: 'company', record: '/a/companies/{id}', create: '/a/companies/new' },
  ],
  testUrls: [
    { url: 'https://acme.freshdesk.com/a/tickets/117', type: 'ticket', id: '117' },
    { url: 'https://acme.freshdesk.com/a/contacts/43001234567', type: 'contact', id: '43001234567' },
    { url: 'https://acme.freshdesk.com/a/companies/9', type: 'company', id: '9' },
  ],
  listUrls: [],
  negativeUrls: [
    'https://acme.freshdesk.com/a/tickets/filters/all_tickets',
    'https://acme.freshdesk.com/a/tickets/new',
    'https://acme.freshdesk.com/a/dashboard/default',
  ],
  testSaves: [
    {
      ...{ method: 'PUT', url: 'https://acme.freshdesk.com/api/_/tickets/117', status: 200 },
      ...{ does: 'call', type: 'ticket', id: '117' },
    },
  ],
};
