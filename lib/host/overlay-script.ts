import { meetingAt } from './meeting.ts';
import type { Overlay, OverlayOptions } from './overlay.ts';

/** Makes the overlay of a document; it ends with `signal`. */
export type MakeOverlay = (options: OverlayOptions, signal: AbortSignal) => Overlay;

/** Where the host script and the overlay's script of one document meet. */
export const overlayMeeting = meetingAt<MakeOverlay>('Overlay');
