import type { KnownAdapter } from '../../../lib/messaging/contract.ts';
import { odoo } from '../../../lib/sites/odoo.ts';
import { redmine } from '../../../lib/sites/redmine.ts';
import { sampleSites, sampleStatus } from '../../../lib/testing/page-samples.ts';
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
  panel('record'),
  panel('place', ['forced-colors', 'rtl']),
  panel('third'),
  panel('box'),
];
