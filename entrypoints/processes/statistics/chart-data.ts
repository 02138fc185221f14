import { durationWords } from '../../../components/duration.ts';
import { locale, text } from '../../../components/text.ts';
import type { Durations } from '../../../lib/protocol/index.ts';

/** What a chart shows: how many ended, or how long they took. */
export type Measure = 'count' | 'duration';

/** Figures of one process, step, owner or period. */
export interface Named {
  key: string;
  name: string;
  durations: Durations;
}

export interface Series {
  label: string;
  /** By what it is for, not by colour; the look belongs to the drawing. */
  look: 'main' | 'plain' | 'far';
  values: (number | null)[];
}

/** All that a drawing needs; nothing of the charts library in it. */
export interface ChartData {
  kind: 'bars' | 'lines' | 'ranking';
  labels: string[];
  series: Series[];
  /** What stands at the axis of the values. */
  axis: string;
  /** A value in full. */
  words: (value: number) => string;
}

const SECOND = 1_000;
const UNITS = [
  { unit: 'day', length: 86_400 * SECOND, key: 'unitDays' },
  { unit: 'hour', length: 3_600 * SECOND, key: 'unitHours' },
  { unit: 'minute', length: 60 * SECOND, key: 'unitMinutes' },
  { unit: 'second', length: SECOND, key: 'unitSeconds' },
] as const;

/** What to draw. Durations are drawn in the unit that suits the longest, so that the axis has round numbers. */
export function chartData(rows: readonly Named[], measure: Measure, shape: 'time' | 'ranking'): ChartData {
  const labels = rows.map(({ name }) => name);
  const kind = shape === 'ranking' ? 'ranking' : measure === 'count' ? 'bars' : 'lines';
  if (measure === 'count') {
    const values = rows.map(({ durations }) => durations.count);
    const series: Series[] = [{ label: text('figureCount'), look: 'main', values }];
    return { kind, labels, series, axis: text('figureCount'), words: numberWords };
  }
  const longest = Math.max(0, ...rows.map(({ durations }) => durations.p90 ?? 0));
  const unit = unitFor(longest);
  const valuesOf = (figure: 'average' | 'median' | 'p90') =>
    rows.map(({ durations }) => {
      const value = durations[figure];
      return value === null ? null : value / unit.length;
    });
  return {
    kind,
    labels,
    series: [
      { label: text('figureMedian'), look: 'main', values: valuesOf('median') },
      { label: text('figureAverage'), look: 'plain', values: valuesOf('average') },
      { label: text('figureP90'), look: 'far', values: valuesOf('p90') },
    ],
    axis: text(unit.key),
    words: unit.words,
  };
}

/** How hot each element is: its share of the time of the one that takes most, all executions together. */
export function heatOf(
  elements: readonly { element: string; durations: Durations }[],
): Record<string, number> {
  const totals = elements.map(({ element, durations }) => [element, totalOf(durations)] as const);
  const most = Math.max(0, ...totals.map(([, total]) => total));
  return most === 0 ? {} : Object.fromEntries(totals.map(([element, total]) => [element, total / most]));
}

/** The time of all executions together. */
export function totalOf({ count, average }: Durations): number {
  return count * (average ?? 0);
}

/** The unit that suits durations of which this is the longest. */
export function unitFor(longest: number) {
  const unit = UNITS.find(({ length }) => longest >= length) ?? UNITS[3];
  return { ...unit, words: (value: number) => durationWords(value * unit.length) };
}

/** A share as per cent in the person's way; a dash where there is none. */
export function percentWords(share: number | null): string {
  if (share === null) return '–';
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** A number in the person's way. */
export function numberWords(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}
