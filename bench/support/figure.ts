/** One measured figure. `budget` is null where none is set, as for baselines. */
export interface Figure {
  name: string;
  value: number;
  unit: 'ms' | 'kB' | 'B' | 's' | 'x' | '/s';
  budget: number | null;
}

/** One group of figures that are measured together. */
export interface Bench {
  name: string;
  /** Reports each figure as soon as it is known. */
  run(report: (figure: Figure) => void): Promise<void>;
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

/** A figure as one line for people. */
export function readable({ name, value, unit, budget }: Figure): string {
  const shown = `${rounded(value)} ${unit}`.padStart(12);
  if (budget === null) return `   ${name.padEnd(62)}${shown}`;
  return `${value <= budget ? 'ok' : '!!'} ${name.padEnd(62)}${shown}   budget ${budget} ${unit}`;
}

/** A figure as one line for programs. */
export function asJson(figure: Figure): string {
  return JSON.stringify({ ...figure, value: rounded(figure.value) });
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
