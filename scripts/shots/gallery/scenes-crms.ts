import { sampleCrms } from '../../../lib/testing/crm-samples.ts';
import { anna, sampleStatus } from '../../../lib/testing/page-samples.ts';
import type { Scene } from './scenes.ts';

const administrator = { ...anna, permissions: ['see-log' as const, 'manage-definitions' as const] };
const state = { status: sampleStatus({ user: administrator }) };
const one = { surface: 'processes', widths: [360, 1280], state, crms: sampleCrms } as const;

/** The CRMs in the processes page. */
export const crmScenes: Scene[] = [
  {
    ...{ ...one, name: 'crms-list', route: '/crms' },
    ...{ widths: [360, 768, 1280], also: ['forced-colors', 'rtl'] },
  },
  { ...one, name: 'crms-empty', route: '/crms', crms: { systems: [], connections: [], webhooks: [] } },
  {
    ...{ ...one, name: 'crms-offline', route: '/crms', widths: [1280] },
    state: { status: sampleStatus({ link: 'offline', user: administrator }) },
  },
  {
    ...{ ...one, name: 'crms-denied', route: '/crms', widths: [1280] },
    state: { status: sampleStatus({ user: { ...anna, permissions: [] } }) },
  },
  { ...one, name: 'crms-new', route: '/new-crm', also: ['rtl'] },
  { ...one, name: 'crms-new-wrong', route: '/new-crm', press: ['Another address', 'Add it'] },
  { ...one, name: 'crms-one', route: '/crms/crm', also: ['forced-colors', 'rtl'] },
  { ...one, name: 'crms-failing', route: '/crms/desk' },
  { ...one, name: 'crms-generic', route: '/crms/donau' },
  { ...one, name: 'crms-unconnected', route: '/crms/sales', press: ['Save and check'] },
  { ...one, name: 'crms-token', route: '/crms/desk', press: ['Make a webhook'] },
  { ...one, name: 'crms-remove', route: '/crms/desk', press: ['Remove'] },
  { ...one, name: 'crms-gone', route: '/crms/gone', widths: [1280] },
];
