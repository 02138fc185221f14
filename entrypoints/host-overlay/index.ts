import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { Overlay } from '../../lib/host/overlay.ts';
import { overlayMeeting } from '../../lib/host/overlay-script.ts';
import { pageRuntime } from '../../lib/host/runtime.ts';

/** Injected by the background when the overlay of a document is first wanted. */
export default defineUnlistedScript(() => {
  const { i18n } = pageRuntime();
  const words = { text: i18n.getMessage('hostUpdated'), dismiss: i18n.getMessage('close') };
  overlayMeeting.bring((options, signal) => new Overlay(options, words, signal));
});
