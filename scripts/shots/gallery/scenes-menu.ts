import { wireError } from '../../../lib/protocol/index.ts';
import { sampleMenu, sampleOverlay, sampleStatus } from '../../../lib/testing/page-samples.ts';
import type { Scene } from './scenes.ts';

const base = {
  surface: 'overlay',
  state: { overlay: sampleOverlay({ view: 'menu', task: null }), status: sampleStatus(), menu: sampleMenu() },
  widths: [280, 320],
} as const;

/** The menu of the Process button. */
export const menuScenes: Scene[] = [
  { ...base, name: 'menu-full', also: ['forced-colors', 'rtl'] },
  { ...base, name: 'menu-loading', state: { overlay: base.state.overlay, status: base.state.status } },
  { ...base, name: 'menu-nothing', state: { ...base.state, menu: sampleMenu({ tasks: [], processes: [] }) } },
  {
    ...base,
    name: 'menu-starting',
    state: { ...base.state, menu: sampleMenu({ starting: 'qualify-lead' }) },
  },
  {
    ...base,
    name: 'menu-error',
    state: {
      ...base.state,
      menu: sampleMenu({ error: wireError('process-unknown', { key: 'qualify-lead' }) }),
    },
  },
  {
    ...base,
    name: 'menu-signed-out',
    state: { ...base.state, status: sampleStatus({ link: 'signed-out', user: null, attention: 0 }) },
  },
  {
    ...base,
    name: 'menu-offline',
    state: { ...base.state, status: sampleStatus({ link: 'offline', queued: 1 }) },
  },
];
