import { HOST_PORT } from '../messaging/port-names.ts';
import { pageRuntime } from './runtime.ts';
import type { HostWorld } from './start.ts';

/** The extension that the host script belongs to: its background, its addresses, its words. */
export function hostWorld(): HostWorld {
  const { runtime, i18n } = pageRuntime();
  return {
    connect: () => runtime.connect({ name: HOST_PORT }),
    alive: () => pageRuntime().runtime?.id !== undefined,
    overlayUrl: runtime.getURL('/overlay.html'),
    overlayTitle: i18n.getMessage('hostOverlayTitle'),
    button: {
      label: i18n.getMessage('hostButton'),
      waiting: (count) => i18n.getMessage('hostButtonWaiting', String(count)),
    },
  };
}
