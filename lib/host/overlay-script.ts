import type { Overlay, OverlayOptions } from './overlay.ts';

/** Makes the overlay of a document; it ends with `signal`. */
export type MakeOverlay = (options: OverlayOptions, signal: AbortSignal) => Overlay;

/**
 * Where the host script and the overlay's script of one document meet, whichever comes first. They share a
 * world that no page and no other extension sees.
 */
const world = globalThis as {
  throughlineOverlay?: MakeOverlay;
  throughlineOverlayMet?: (make: MakeOverlay) => void;
};

/** The overlay's script is here. Said again by a second injection, it changes nothing. */
export function bringOverlay(make: MakeOverlay): void {
  const { throughlineOverlayMet: met } = world;
  delete world.throughlineOverlayMet;
  if (met) met(make);
  else world.throughlineOverlay ??= make;
}

/** Calls `met` once, when the overlay's script is here; both are forgotten with `signal`. */
export function meetOverlay(met: (make: MakeOverlay) => void, signal: AbortSignal): void {
  signal.addEventListener('abort', () => {
    delete world.throughlineOverlay;
    delete world.throughlineOverlayMet;
  });
  if (world.throughlineOverlay) met(world.throughlineOverlay);
  else world.throughlineOverlayMet = met;
}
