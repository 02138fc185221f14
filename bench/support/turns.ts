/** What some things gave that were measured in turns: the samples of each, in the order in which they were taken. */
export type Turns<Sample> = ReadonlyMap<string, readonly Sample[]>;

/**
 * Measures several things in turns, so that what else the machine does meanwhile meets all of them. The first rounds
 * only fill caches.
 */
export async function inTurns<Thing, Sample>(
  things: ReadonlyMap<string, Thing>,
  { warmUps, rounds }: { warmUps: number; rounds: number },
  measure: (thing: Thing, name: string) => Promise<Sample>,
): Promise<Turns<Sample>> {
  const turns = new Map<string, Sample[]>([...things.keys()].map((name) => [name, []]));
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const [name, thing] of things) {
      const sample = await measure(thing, name);
      if (round >= 0) turns.get(name)?.push(sample);
    }
  }
  return turns;
}

/** One value of each sample of one thing. */
export function valuesOf<Sample>(
  turns: Turns<Sample>,
  name: string,
  value: (sample: Sample) => number,
): number[] {
  return (turns.get(name) ?? []).map(value);
}

/** What one thing gave beside another, round by round. */
export function besides<Sample>(
  turns: Turns<Sample>,
  [name, other]: readonly [string, string],
  compare: (one: number, other: number) => number,
  value: (sample: Sample) => number,
): number[] {
  const others = valuesOf(turns, other, value);
  return valuesOf(turns, name, value).map((one, round) => compare(one, others[round] ?? Number.NaN));
}

export const less = (one: number, other: number): number => one - other;
export const over = (one: number, other: number): number => one / other;
