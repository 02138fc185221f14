import type { KnownAdapter } from '../../../lib/messaging/contract.ts';
import { odoo } from '../../../lib/sites/odoo.ts';
import { redmine } from '../../../lib/sites/redmine.ts';
import { sampleStatus } from '../../../lib/testing/page-samples.ts';
import { sampleSites } from '../../../lib/testing/site-samples.ts';
import type { Scene } from './scenes.ts';

const known = (
  adapter: KnownAdapter['adapter'],
  source: KnownAdapter['source'],
  state: KnownAdapter['state'],
): KnownAdapter => ({ adapter, source, state });

const status = sampleStatus();
const manager = {
  ...status,
  user: status.user && { ...status.user, permissions: ['manage-definitions' as const] },
};

const panel = (step: string, also?: Scene['also']): Scene => ({
  ...{ name: `picker-${step}`, surface: 'picker', route: `/${step}`, state: {}, widths: [720, 320] },
  ...(also && { also }),
});

/** How CRMs are read, and the panel by which another one is shown. */
export const adapterScenes: Scene[] = [
  {
    ...{ name: 'options-adapters', surface: 'options', widths: [1024, 560, 320], also: ['rtl'] },
    state: {
      ...{ status: manager, sites: sampleSites, notices: { tasks: false, reminders: false } },
      adapters: {
        known: [
          known({ ...redmine, name: 'Acme CRM', kind: 'acme' }, 'own', 'used'),
          known(odoo, 'shipped', 'withdrawn'),
          known(redmine, 'server', 'used'),
          known(redmine, 'shipped', 'covered'),
        ],
        refused: [{ kind: 'tryton', why: 'signature' }],
      },
    },
  },
  {
    ...{ name: 'options-policy', surface: 'options', widths: [1024, 560, 320], also: ['rtl'] },
    state: {
      status: sampleStatus({ isServerManaged: true }),
      sites: sampleSites.map((site, index) => ({ ...site, first: index === 0, barred: index === 1 })),
      notices: { tasks: false, reminders: false },
      policy: {
        origins: {
          only: ['https://*.example.com', 'https://example.my.salesforce.com'],
          never: ['https://issues.example.com'],
        },
        ownAdapters: false,
        faults: [
          { setting: 'sever', entry: null, why: 'unknown', at: null },
          { setting: 'adapters', entry: 2, why: 'untrue', at: 'https://crm.example.com/leads/7' },
        ],
      },
      adapters: {
        known: [
          known({ ...redmine, name: 'Acme CRM', kind: 'acme' }, 'own', 'barred'),
          known(odoo, 'policy', 'used'),
          known(odoo, 'shipped', 'covered'),
          known(redmine, 'shipped', 'barred'),
        ],
        refused: [],
      },
    },
  },
  panel('record'),
  panel('place', ['forced-colors', 'rtl']),
  panel('bar'),
  panel('third'),
  panel('box'),
  panel('change'),
  panel('save'),
];
