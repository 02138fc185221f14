/** A broken promise between two parts of the engine: a fault of ours, never of the author or the person. */
export class BrokenInvariant extends Error {}

/** Stops when something that was checked before turns out not to hold. */
export function invariant(holds: unknown, expected: string): asserts holds {
  if (!holds) throw new BrokenInvariant(`Expected ${expected}. This is a fault of the engine.`);
}

/** The own property of that name, never one that every object inherits. */
export function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
