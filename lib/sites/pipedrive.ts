import { DOCKED, UUID } from './docked.ts';
import type { SaveRequest, SiteAdapter } from './schema.ts';

const PIPE_RECORD = String.raw`^/(?<type>deal|person|organization)/(?<id>\d+)(?:[/?#]|$)`;
const PIPE_LEAD = `^/leads/inbox/(?<id>${UUID})(?:[/?#]|$)`;

/** A page can change a person beside its deal. */
function change(type: string): SaveRequest {
  const url = String.raw`^/(?:api/)?v1/${type}s/(?<id>\d+)(?:\?|$)`;
  return { method: 'PUT', url, type, does: 'call', answer: 'success' };
}

/** Pipedrive. The elements of its pages change too often to name one. */
export const pipedrive: SiteAdapter = {
  kind: 'pipedrive',
  name: 'Pipedrive',
  verified: 'unseen',
  records: [
    { ...DOCKED, type: null, url: PIPE_RECORD },
    { ...DOCKED, type: 'lead', url: PIPE_LEAD },
  ],
  lists: [],
  fallback: 'bottom-right',
  saves: [change('deal'), change('person'), change('organization')],
  addresses: [
    { type: 'deal', record: '/deal/{id}', create: null },
    { type: 'person', record: '/person/{id}', create: null },
    { type: 'organization', record: '/organization/{id}', create: null },
    { type: 'lead', record: '/leads/inbox/{id}', create: null },
  ],
  testUrls: [
    { url: 'https://acme.pipedrive.com/deal/7', type: 'deal', id: '7' },
    { url: 'https://acme.pipedrive.com/person/12?x=1', type: 'person', id: '12' },
    { url: 'https://app.pipedrive.com/organization/3', type: 'organization', id: '3' },
    {
      url: 'https://acme.pipedrive.com/leads/inbox/5f0d3b10-6f5e-11ef-8a3e-9b2f1c5d7e01',
      type: 'lead',
      id: '5f0d3b10-6f5e-11ef-8a3e-9b2f1c5d7e01',
    },
  ],
  listUrls: [],
  negativeUrls: [
    'https://acme.pipedrive.com/pipeline/1',
    'https://acme.pipedrive.com/leads/inbox',
    'https://acme.pipedrive.com/persons/list/user/everyone',
  ],
  testSaves: [
    {
      ...{ method: 'PUT', url: 'https://acme.pipedrive.com/api/v1/deals/7?session_token=x', status: 200 },
      ...{ does: 'call', type: 'deal', id: '7' },
    },
  ],
};
