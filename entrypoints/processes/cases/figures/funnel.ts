import { text } from '../../../../components/text.ts';
import type { AdminQueryResult, StageFigures, StageLook } from '../../../../lib/protocol/index.ts';
import { type ChartData, numberWords, unitFor } from '../../statistics/chart-data.ts';

export type FiguresResult = Extract<AdminQueryResult, { type: 'case.figures' }>;

/** A stage with its figures. */
export type Measured = StageLook & Omit<StageFigures, 'stage'>;

/** A place of the funnel: the stages that share one on the bar, but for unsuccessful ends. */
export interface Place {
  name: string;
  reached: number;
  /** Of those that came to the place before; null: there is none, or nobody came. */
  ofBefore: number | null;
  /** Of those that came to the first place. */
  ofAll: number | null;
}

/** The stages with their figures, in the order of the bar. */
export function measuredStages({ stages, figures }: FiguresResult): Measured[] {
  return stages.flatMap((look) => {
    const own = figures.find(({ stage }) => stage === look.id);
    if (!own) return [];
    const { stage: _, ...rest } = own;
    return [{ ...look, ...rest }];
  });
}

/** How many records came how far. An unsuccessful end is no way further, so it is no place. */
export function funnelOf(stages: readonly Measured[]): Place[] {
  const ways = stages.filter(({ end }) => end !== 'unsuccessful');
  const slots = [...new Set(ways.map(({ id, group }) => group ?? id))];
  const places = slots.map((slot) => {
    const own = ways.filter(({ id, group }) => (group ?? id) === slot);
    // Stages that share a place were reached together.
    const reached = Math.max(0, ...own.map((stage) => stage.reached));
    return { name: own.map(({ name }) => name).join(' / '), reached };
  });
  const [first] = places;
  return places.map((place, index) => ({
    ...place,
    ofBefore: shareOf(place.reached, places[index - 1]?.reached),
    ofAll: shareOf(place.reached, first?.reached),
  }));
}

/** A part of a whole; null of nothing. */
export function shareOf(part: number, whole: number | undefined): number | null {
  return whole === undefined || whole === 0 ? null : part / whole;
}

/** How many records came how far. */
export function funnelChart(places: readonly Place[]): ChartData {
  return {
    kind: 'ranking',
    labels: places.map(({ name }) => name),
    series: [{ label: text('figuresReached'), look: 'main', values: places.map(({ reached }) => reached) }],
    axis: text('figuresReached'),
    words: numberWords,
  };
}

/** How long stays were that have ended, in the unit that suits the longest. */
export function staysChart(stages: readonly Measured[]): ChartData {
  const unit = unitFor(Math.max(0, ...stages.map(({ p90Ms }) => p90Ms ?? 0)));
  const valuesOf = (figure: 'medianMs' | 'p90Ms') =>
    stages.map(({ [figure]: value }) => (value === null ? null : value / unit.length));
  return {
    kind: 'ranking',
    labels: stages.map(({ name }) => name),
    series: [
      { label: text('figureMedian'), look: 'main', values: valuesOf('medianMs') },
      { label: text('figureP90'), look: 'far', values: valuesOf('p90Ms') },
    ],
    axis: text(unit.key),
    words: unit.words,
  };
}

/** From which classes of `STAGE_AGES_MS` each bar of the chart is made: a week, a month, longer. */
const BARS = [
  { key: 'figuresAgeWeek', look: 'main', from: 0, to: 2 },
  { key: 'figuresAgeMonth', look: 'plain', from: 2, to: 3 },
  { key: 'figuresAgeLonger', look: 'far', from: 3, to: undefined },
] as const;

/** For how long the records have been in the stages in which they are now. */
export function agesChart(stages: readonly Measured[]): ChartData {
  return {
    kind: 'ranking',
    labels: stages.map(({ name }) => name),
    series: BARS.map(({ key, look, from, to }) => ({
      ...{ label: text(key), look },
      values: stages.map(({ ages }) => ages.slice(from, to).reduce((sum, one) => sum + one, 0)),
    })),
    axis: text('figuresNow'),
    words: numberWords,
  };
}
