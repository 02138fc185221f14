import { DOCKED } from './docked.ts';
import type { SiteAdapter } from './schema.ts';

const ZEN_TICKET = String.raw`^/agent/tickets/(?<id>\d+)(?:[/?#]|$)`;
const ZEN_OTHER = String.raw`^/agent/(?<type>users|organizations)/(?<id>\d+)(?:[/?#]|$)`;

/** Zendesk, the agents' workspace. Every open ticket stays in the page. */
export const zendesk: SiteAdapter = {
  kind: 'zendesk',
  name: 'Zendesk',
  verified: 'unseen',
  records: [
    {
      type: 'ticket',
      url: ZEN_TICKET,
      active: '.ticket-panes-grid-layout[data-is-active="true"]',
      title: ['[data-test-id="omni-header-subject"]'],
      anchors: [{ selector: '[data-test-id="omni-header-subject"]', position: 'after' }],
      keepClear: [],
    },
    { ...DOCKED, type: null, url: ZEN_OTHER, types: { users: 'user', organizations: 'organization' } },
  ],
  lists: [],
  fallback: 'bottom-left',
  saves: [
    {
      ...{ method: 'PUT', type: 'ticket', does: 'call', answer: 'success' },
      url: String.raw`^/api/v2/tickets/(?<id>\d+)(?:\.json)?(?:\?|$)`,
    },
  ],
  addresses: [
    { type: 'ticket', record: '/agent/tickets/{id}', create: null },
    { type: 'user', record: '/agent/users/{id}', create: null },
    { type: 'organization', record: '/agent/organizations/{id}', create: null },
  ],
  testUrls: [
    { url: 'https://acme.zendesk.com/agent/tickets/35436', type: 'ticket', id: '35436' },
    {
      url: 'https://acme.zendesk.com/agent/users/9007199254740993/assigned_tickets',
      type: 'user',
      id: '9007199254740993',
    },
    { url: 'https://acme.zendesk.com/agent/organizations/12/tickets', type: 'organization', id: '12' },
  ],
  listUrls: [],
  negativeUrls: [
    'https://acme.zendesk.com/agent/filters/360012345678',
    'https://acme.zendesk.com/agent/tickets/new/1',
    'https://acme.zendesk.com/agent/dashboard',
  ],
  testSaves: [
    {
      ...{ method: 'PUT', url: 'https://acme.zendesk.com/api/v2/tickets/35436.json', status: 200 },
      ...{ does: 'call', type: 'ticket', id: '35436' },
    },
  ],
};
