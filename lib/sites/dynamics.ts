import { UUID } from './docked.ts';
import type { SiteAdapter } from './schema.ts';

/** Parameters come in any order; ids with or without braces. */
const DYNAMICS_RECORD = String.raw`^/main\.aspx\?(?=(?:[^#]*&)?pagetype=entityrecord(?:[&#]|$))(?=(?:[^#]*&)?etn=(?<type>\w+))(?:[^#]*&)?id=(?:%7[Bb]|\{)?(?<id>${UUID})`;
const DYNAMICS_LIST = String.raw`^/main\.aspx\?(?=(?:[^#]*&)?pagetype=entitylist(?:[&#]|$))(?:[^#]*&)?etn=(?<type>\w+)`;

/** Microsoft Dynamics 365 and other model-driven apps. */
export const dynamics: SiteAdapter = {
  kind: 'dynamics',
  name: 'Dynamics 365',
  verified: 'unseen',
  records: [
    {
      type: null,
      url: DYNAMICS_RECORD,
      active: 'body:has(#headerContainer)',
      title: ['h1[data-id="header_title"]'],
      anchors: [
        { selector: 'h1[data-id="header_title"]', position: 'after' },
        { selector: '#headerContainer', position: 'append' },
      ],
      keepClear: ['button[data-id*="SavePrimary"]'],
    },
  ],
  lists: [
    {
      type: null,
      url: DYNAMICS_LIST,
      active: 'body:has([role="grid"])',
      ticked: '[role="row"]:has(input[type="checkbox"]:checked):has(a[href*="pagetype=entityrecord"])',
      link: 'a[href*="pagetype=entityrecord"]',
      title: ['a[href*="pagetype=entityrecord"]'],
      anchors: [{ selector: '[role="grid"]', position: 'before' }],
    },
  ],
  fallback: 'bottom-right',
  ids: 'any-case',
  saves: [
    {
      ...{ method: 'PATCH', type: null, does: 'call', answer: 'success' },
      url: String.raw`^/api/data/v[\d.]+/\w+\((?<id>${UUID})\)`,
    },
    {
      ...{ method: 'POST', type: null, does: 'call', answer: 'success' },
      url: String.raw`^/api/data/v[\d.]+/\$batch(?:\?|$)`,
    },
  ],
  addresses: [
    {
      type: null,
      record: '/main.aspx?pagetype=entityrecord&etn={type}&id={id}',
      create: '/main.aspx?pagetype=entityrecord&etn={type}',
    },
  ],
  testUrls: [
    {
      url: 'https://acme.crm4.dynamics.com/main.aspx?appid=5531d753-95af-e711-a94e-000d3a11e605&pagetype=entityrecord&etn=account&id=91330924-802a-4b0d-a900-34fd9d790829',
      type: 'account',
      id: '91330924-802a-4b0d-a900-34fd9d790829',
    },
    {
      url: 'https://acme.crm.dynamics.com/main.aspx?etn=lead&id=%7B91330924-802A-4B0D-A900-34FD9D790829%7D&pagetype=entityrecord',
      type: 'lead',
      id: '91330924-802a-4b0d-a900-34fd9d790829',
    },
  ],
  listUrls: [
    {
      url: 'https://acme.crm4.dynamics.com/main.aspx?appname=sales&pagetype=entitylist&etn=contact&viewid=00000000-0000-0000-00aa-000010001003&viewType=1039',
      type: 'contact',
    },
  ],
  negativeUrls: [
    'https://acme.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=account',
    'https://acme.crm4.dynamics.com/main.aspx?pagetype=dashboard&id=91330924-802a-4b0d-a900-34fd9d790829',
    'https://acme.crm4.dynamics.com/main.aspx?appid=5531d753-95af-e711-a94e-000d3a11e605',
  ],
  testSaves: [
    {
      ...{
        method: 'PATCH',
        url: 'https://acme.crm4.dynamics.com/api/data/v9.0/accounts(91330924-802a-4b0d-a900-34fd9d790829)',
        status: 204,
      },
      ...{ does: 'call', type: null, id: '91330924-802a-4b0d-a900-34fd9d790829' },
    },
    {
      ...{ method: 'POST', url: 'https://acme.crm4.dynamics.com/api/data/v9.0/$batch', status: 200 },
      ...{ does: 'call', type: null, id: null },
    },
  ],
};
