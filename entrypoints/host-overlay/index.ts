import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { Overlay } from '../../lib/host/overlay.ts';
import { bringOverlay } from '../../lib/host/overlay-script.ts';

/** Injected by the background when the overlay of a document is first wanted. */
export default defineUnlistedScript(() => {
  bringOverlay((options, signal) => new Overlay(options, signal));
});
