import type { Diagnosis } from '../../../lib/messaging/contract.ts';
import { sampleList, sampleRunnable, sampleStatus } from '../../../lib/testing/page-samples.ts';
import { doubtfulSites, sampleSites } from '../../../lib/testing/site-samples.ts';
import type { Scene } from './scenes.ts';

const status = sampleStatus();
const out = sampleStatus({ link: 'signed-out', user: null, attention: 0 });
const wide = [320, 560, 1280] as const;

const links: Diagnosis['links'] = [
  { link: 'server', state: 'ok', detail: 'https://process.example.com answered in 42 ms' },
  { link: 'version', state: 'ok', detail: 'Version 1 on both sides' },
  { link: 'sign-in', state: 'ok', detail: 'Signed in until 18:00' },
  { link: 'socket', state: 'ok', detail: 'Open since 11:20' },
  { link: 'fallback', state: 'skipped', detail: 'Not needed while the socket works' },
  { link: 'host-access', state: 'ok', detail: '2 of 2 sites allowed' },
];
const failing = links.map((link): Diagnosis['links'][number] => {
  if (link.link === 'socket')
    return { link: 'socket', state: 'failing', detail: 'Closed with code 1006 after 3 s' };
  if (link.link === 'fallback') return { link: 'fallback', state: 'ok', detail: 'Answered in 61 ms' };
  return link;
});

/** The pages that are not over a CRM page: popup, options, diagnose. */
export const ownScenes: Scene[] = [
  {
    name: 'popup-full',
    surface: 'popup',
    widths: [380],
    state: { status, tasks: sampleList() },
    also: ['forced-colors', 'rtl'],
  },
  {
    name: 'popup-run',
    surface: 'popup',
    widths: [380],
    state: { status, tasks: sampleList(), runnable: sampleRunnable },
  },
  { name: 'popup-signed-out', surface: 'popup', widths: [380], state: { status: out } },
  {
    name: 'popup-done',
    surface: 'popup',
    widths: [380],
    state: { status: sampleStatus({ attention: 0 }), tasks: sampleList({ items: [], later: 0 }) },
  },
  {
    name: 'options-full',
    surface: 'options',
    widths: wide,
    state: {
      ...{ status, sites: [...sampleSites, ...doubtfulSites] },
      notices: { tasks: false, reminders: false },
    },
    also: ['forced-colors', 'rtl'],
  },
  {
    name: 'options-places',
    surface: 'options',
    widths: wide,
    state: {
      ...{ status, sites: sampleSites },
      'missing-places': [
        { origin: 'https://crm.example.com', site: 'Tryton', type: 'party.party', missing: 'place' },
        { origin: 'https://issues.example.com', site: 'Redmine', type: 'issue', missing: 'page' },
      ],
    },
  },
  {
    name: 'options-tokens',
    surface: 'options',
    widths: wide,
    state: { status, sites: sampleSites, notices: { tasks: true, reminders: false } },
    tokens: [
      {
        ...{ id: 'k-1', name: 'Deployment pipeline', createdAt: '2026-02-01T09:00:00Z' },
        ...{ expiresAt: '2026-05-01T09:00:00Z', lastUsedAt: '2026-03-11T10:40:00Z' },
      },
      {
        ...{ id: 'k-2', name: 'Laptop', createdAt: '2026-03-01T09:00:00Z' },
        ...{ expiresAt: '2026-05-30T09:00:00Z', lastUsedAt: null },
      },
    ],
  },
  { name: 'options-signed-out', surface: 'options', widths: wide, state: { status: out, sites: [] } },
  {
    name: 'options-no-server',
    surface: 'options',
    widths: [560],
    state: { status: { ...out, server: '' }, sites: [] },
    press: ['Save'],
  },
  { name: 'diagnose-ok', surface: 'diagnose', widths: wide, state: { diagnosis: { running: false, links } } },
  {
    name: 'diagnose-failing',
    surface: 'diagnose',
    widths: wide,
    state: { diagnosis: { running: false, links: failing } },
    also: ['forced-colors', 'rtl'],
  },
  {
    name: 'diagnose-running',
    surface: 'diagnose',
    widths: [560],
    state: {
      diagnosis: { running: true, links: links.map((link) => ({ ...link, state: 'unknown', detail: '' })) },
    },
  },
];
