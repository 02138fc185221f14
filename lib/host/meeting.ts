/** Where two scripts of one document meet, whichever comes first. */
export interface Meeting<Thing> {
  /** The later script is here with what it makes. Said again by a second injection, it changes nothing. */
  bring(thing: Thing): void;
  /** Calls `met` once, when the later script is here; both are forgotten with `signal`. */
  meet(met: (thing: Thing) => void, signal: AbortSignal): void;
}

/** Scripts of one document share a world that no page and no other extension sees; they meet there under `name`. */
export function meetingAt<Thing>(name: string): Meeting<Thing> {
  const world = globalThis as unknown as Record<string, Thing | undefined>;
  const waiting = globalThis as unknown as Record<string, ((thing: Thing) => void) | undefined>;
  const there = `throughline${name}`;
  const waits = `${there}Met`;
  return {
    bring(thing) {
      const met = waiting[waits];
      delete waiting[waits];
      if (met) met(thing);
      else world[there] ??= thing;
    },
    meet(met, signal) {
      signal.addEventListener('abort', () => {
        delete world[there];
        delete waiting[waits];
      });
      const thing = world[there];
      if (thing) met(thing);
      else waiting[waits] = met;
    },
  };
}
