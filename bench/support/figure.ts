/** One measured figure. `budget` is null where none is set, as for baselines. */
export interface Figure {
  name: string;
  value: number;
  unit: 'ms' | 'kB' | 'B' | 's' | 'x' | '/s' | '';
  budget: number | null;
  /** The quarter of the samples that is lowest ends at the first, the highest begins at the second. */
  spread?: readonly [number, number];
}

/** What whoever runs the benches asks for. */
export interface Wishes {
  /** The CRMs to measure on; null: all that run here. */
  on: readonly string[] | null;
  /** The folder of another unpacked extension to measure beside ours. */
  beside: string | null;
}

/** One group of figures that are measured together. */
export interface Bench {
  name: string;
  /** Reports each figure as soon as it is known. */
  run(report: (figure: Figure) => void, wishes: Wishes): Promise<void>;
}

/** The value below which the share `p` of the samples lies. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const place = (sorted.length - 1) * p;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** The figure that samples of one thing give. */
export function figureOf(
  name: string,
  samples: readonly number[],
  unit: Figure['unit'],
  budget: number | null = null,
): Figure {
  const spread = [percentile(samples, 0.25), percentile(samples, 0.75)] as const;
  return { name, value: median(samples), unit, budget, spread };
}

/** A figure as one line for people. */
export function readable({ name, value, unit, budget, spread }: Figure): string {
  const shown = `${rounded(value)} ${unit}`.padStart(12);
  const [from, to] = spread?.map(rounded) ?? [];
  const about = spread ? `   ${from} to ${to}` : '';
  if (budget === null) return `   ${name.padEnd(62)}${shown}${about}`;
  return `${value <= budget ? 'ok' : '!!'} ${name.padEnd(62)}${shown}${about}   budget ${budget} ${unit}`;
}

/** A figure as one line for programs. */
export function asJson(figure: Figure): string {
  return JSON.stringify({
    ...figure,
    value: rounded(figure.value),
    spread: figure.spread?.map(rounded),
  });
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
