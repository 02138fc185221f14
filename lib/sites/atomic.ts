import type { SiteAdapter } from './schema.ts';

/** A contact or a company: its page with its tabs, or the page that edits it. */
const ATOMIC_RECORD = String.raw`^[^#]*#/(?<type>contacts|companies)/(?<id>(?!create\b)[^/?]+)(?:/show(?:/\w+)?)?/?(?:\?|$)`;

/** A deal: a dialog over the board, to read or to edit. */
const ATOMIC_DEAL = String.raw`^[^#]*#/deals/(?<id>(?!create\b)[^/?]+)(?:/show)?/?(?:\?|$)`;

/** The list of contacts; companies and deals are shown as cards, which cannot be ticked. */
const ATOMIC_LIST = String.raw`^[^#]*#/contacts/?(?:\?|$)`;

/** In the column at the right. */
const ASIDE =
  ':is(a[href*="#/contacts/"], a[href*="#/companies/"]):not([href*="/show"], :has(h1, h2, h3, h4, h5, h6))';

/** Atomic CRM, built on react-admin: the version that npm has, and the next generation, which looks different. Class names with hashes change with every build: none is used. */
export const atomic: SiteAdapter = {
  kind: 'atomic',
  name: 'Atomic CRM',
  verified: 'tested',
  records: [
    {
      type: null,
      url: ATOMIC_RECORD,
      active: '#main-content',
      title: ['h5', 'input[name="name"]'],
      anchors: [
        { selector: '.RaEditButton-root', position: 'before' },
        { selector: 'a[aria-label][href$="/show"]', position: 'before' },
        // The next generation: what leads to the page that edits, or back.
        { selector: `${ASIDE}:not([href*="/create"])`, position: 'before' },
        { selector: '[data-slot="card"] h5', position: 'after' },
      ],
      stageBar: [
        { selector: '.MuiCard-root', position: 'before' },
        { selector: '[data-slot="card"]', position: 'before' },
      ],
      keepClear: ['button[type="submit"]'],
    },
    {
      type: 'deals',
      url: ATOMIC_DEAL,
      active: '[role="dialog"]',
      title: ['h5', 'input[name="name"]', ':scope[data-state] h2'],
      anchors: [
        { selector: 'h5', position: 'after' },
        { selector: 'h6', position: 'after' },
        { selector: ':scope[data-state] h2', position: 'after' },
      ],
      stageBar: [
        { selector: ':scope > h2', position: 'after' },
        { selector: ':scope > div', position: 'before' },
      ],
      keepClear: ['button[type="submit"]'],
    },
  ],
  lists: [
    {
      type: 'contacts',
      url: ATOMIC_LIST,
      active: '#main-content',
      ticked:
        'a[href*="#/contacts/"]:has(input[type="checkbox"]:checked), div:has(> a[href*="#/contacts/"]):has([role="checkbox"][data-state="checked"])',
      link: 'a[href*="#/contacts/"]',
      title: ['.MuiListItemText-primary', '.MuiTypography-root', 'a[href*="#/contacts/"] .font-medium'],
      anchors: [
        // With something ticked it lies over the toolbar of the list.
        {
          selector: '.RaBulkActionsToolbar-toolbar:not(.RaBulkActionsToolbar-collapsed)',
          position: 'append',
        },
        { selector: '.RaTopToolbar-root', position: 'prepend' },
        { selector: '.MuiToolbar-root', position: 'append' },
        { selector: 'a[href$="#/contacts/create"]', position: 'before' },
        { selector: '[data-slot="card"]', position: 'before' },
      ],
    },
  ],
  fallback: 'bottom-right',
  // Which interface it saves to is chosen by who builds it; the demo saves to its own memory.
  saves: [],
  addresses: [
    { type: 'contacts', record: '/#/contacts/{id}/show', create: '/#/contacts/create' },
    { type: 'companies', record: '/#/companies/{id}/show', create: '/#/companies/create' },
    { type: 'deals', record: '/#/deals/{id}/show', create: '/#/deals/create' },
  ],
  testUrls: [
    { url: 'http://127.0.0.1:8110/#/contacts/1/show', type: 'contacts', id: '1' },
    { url: 'http://127.0.0.1:8110/#/contacts/0', type: 'contacts', id: '0' },
    { url: 'http://127.0.0.1:8110/#/companies/12/show', type: 'companies', id: '12' },
    { url: 'http://127.0.0.1:8110/#/companies/12/show/contacts', type: 'companies', id: '12' },
    { url: 'http://127.0.0.1:8110/#/deals/3/show', type: 'deals', id: '3' },
  ],
  listUrls: [
    { url: 'http://127.0.0.1:8110/#/contacts', type: 'contacts' },
    { url: 'http://127.0.0.1:8110/#/contacts?page=2&filter=%7B%7D', type: 'contacts' },
  ],
  negativeUrls: [
    'http://127.0.0.1:8110/#/',
    'http://127.0.0.1:8110/#/contacts/create',
    'http://127.0.0.1:8110/#/contacts/create?source=%7B%22company_id%22%3A1%7D',
    'http://127.0.0.1:8110/#/deals',
    'http://127.0.0.1:8110/#/deals/create',
    'http://127.0.0.1:8110/#/settings',
  ],
  testSaves: [
    {
      ...{ method: 'POST', url: 'http://127.0.0.1:8110/api/contacts', status: 200 },
      ...{ does: null, type: null, id: null },
    },
  ],
};
