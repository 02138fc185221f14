import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { Overlay } from '../../lib/host/overlay.ts';
import { overlayMeeting } from '../../lib/host/overlay-script.ts';
import { pageRuntime } from '../../lib/host/runtime.ts';
import { say } from '../../lib/host/words.ts';

/** Injected by the background when the overlay of a document is first wanted. */
export default defineUnlistedScript(() => {
  const url = pageRuntime().runtime.getURL('/overlay.html');
  overlayMeeting.bring((options, signal) => {
    const words = { title: say('hostOverlayTitle'), text: say('hostUpdated'), dismiss: say('close') };
    return new Overlay(options, { url, ...words }, signal);
  });
});
