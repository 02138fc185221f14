import type { SiteAdapter } from './schema.ts';

/** A contact or a company: its page, or the page that edits it. */
export const ATOMIC_RECORD = String.raw`^[^#]*#/(?<type>contacts|companies)/(?<id>[^/?]+)(?:/show)?/?(?:\?|$)(?<!/create/?)`;
/** A deal: a dialog over the board, to read or to edit. */
export const ATOMIC_DEAL = String.raw`^[^#]*#/deals/(?<id>[^/?]+)(?:/show)?/?(?:\?|$)(?<!/create/?)`;

/** Atomic CRM, built on react-admin. Class names with hashes change with every build: none is used. */
export const atomic: SiteAdapter = {
  kind: 'atomic',
  name: 'Atomic CRM',
  records: [
    {
      type: null,
      url: ATOMIC_RECORD,
      active: '#main-content',
      title: ['h5', 'h6'],
      anchors: [
        { selector: 'a[aria-label^="Edit"]', position: 'before' },
        { selector: 'h5', position: 'after' },
      ],
    },
    {
      type: 'deals',
      url: ATOMIC_DEAL,
      active: '[role="dialog"]',
      title: ['h5', 'h6'],
      anchors: [{ selector: 'h5', position: 'after' }],
    },
  ],
  fallback: 'bottom-right',
  testUrls: [
    { url: 'http://127.0.0.1:8110/#/contacts/1/show', type: 'contacts', id: '1' },
    { url: 'http://127.0.0.1:8110/#/contacts/0', type: 'contacts', id: '0' },
    { url: 'http://127.0.0.1:8110/#/companies/12/show', type: 'companies', id: '12' },
    { url: 'http://127.0.0.1:8110/#/deals/3/show', type: 'deals', id: '3' },
  ],
  negativeUrls: [
    'http://127.0.0.1:8110/#/',
    'http://127.0.0.1:8110/#/contacts',
    'http://127.0.0.1:8110/#/contacts?page=2&filter=%7B%7D',
    'http://127.0.0.1:8110/#/contacts/create',
    'http://127.0.0.1:8110/#/deals',
    'http://127.0.0.1:8110/#/deals/create',
    'http://127.0.0.1:8110/#/settings',
  ],
};
