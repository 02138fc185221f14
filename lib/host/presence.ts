/**
 * Whether the host script runs in this document. The trigger and the host script share a world that no page
 * and no other extension sees; the mark lives there.
 */
const world = globalThis as { throughlineHost?: boolean };

export function isHostIn(): boolean {
  return world.throughlineHost === true;
}

/** Marks the document as served. False: somebody did before, and the caller has to leave. */
export function claimDocument(signal: AbortSignal): boolean {
  if (isHostIn()) return false;
  world.throughlineHost = true;
  signal.addEventListener('abort', () => {
    world.throughlineHost = false;
  });
  return true;
}
