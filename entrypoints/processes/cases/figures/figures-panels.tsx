import type { ComponentChildren } from 'preact';
import { text } from '../../../../components/text.ts';
import { STAGE_AGES_MS } from '../../../../lib/protocol/index.ts';
import { Panel } from '../../panel.tsx';
import { ChartCanvas } from '../../statistics/chart-canvas.tsx';
import { type ChartData, numberWords, percentWords } from '../../statistics/chart-data.ts';
import { timeWords } from '../../statistics/figures-chart.tsx';
import { FiguresScroll } from '../../statistics/figures-scroll.tsx';
import {
  agesChart,
  type FiguresResult,
  funnelChart,
  funnelOf,
  type Measured,
  shareOf,
  staysChart,
} from './funnel.ts';

interface StagesProps {
  stages: readonly Measured[];
}

/** How many records came how far, and how many of those that came to the stage before. */
export function Funnel({ stages }: StagesProps) {
  const places = funnelOf(stages);
  return (
    <Charted title={text('figuresFunnel')} help={text('figuresFunnelHelp')} chart={funnelChart(places)}>
      <Rows
        title={text('figuresFunnel')}
        heads={[text('figuresStage'), text('figuresReached'), text('figuresOfBefore'), text('figuresOfAll')]}
        rows={places.map(({ name, reached, ofBefore, ofAll }) => [
          ...[name, numberWords(reached)],
          ...[percentWords(ofBefore), percentWords(ofAll)],
        ])}
      />
    </Charted>
  );
}

/** How long records were in each stage. */
export function Stays({ stages }: StagesProps) {
  // A case that ends with its stage was there for no time.
  const shown = stages.filter(({ end, medianMs }) => end === null || medianMs !== null);
  return (
    <Charted title={text('figuresStays')} help={text('figuresStaysHelp')} chart={staysChart(shown)}>
      <Rows
        title={text('figuresStays')}
        heads={[text('figuresStage'), text('figuresEntered'), text('figureMedian'), text('figureP90')]}
        rows={shown.map(({ name, entered, medianMs, p90Ms }) => [
          ...[name, numberWords(entered)],
          ...[timeWords(medianMs), timeWords(p90Ms)],
        ])}
      />
    </Charted>
  );
}

/** For how long the records have been where they are now. */
export function Ages({ stages }: StagesProps) {
  const shown = stages.filter(({ end, now }) => end === null || now > 0);
  const classes = [...STAGE_AGES_MS, null].map((to, index) => {
    const from = STAGE_AGES_MS[index - 1];
    if (to === null) return text('figuresAgeFrom', timeWords(from ?? 0));
    return from === undefined
      ? text('figuresAgeTo', timeWords(to))
      : text('figuresAge', timeWords(from), timeWords(to));
  });
  return (
    <Charted title={text('figuresAges')} help={text('figuresAgesHelp')} chart={agesChart(shown)}>
      <Rows
        title={text('figuresAges')}
        heads={[text('figuresStage'), text('figuresNow'), ...classes, text('figuresOldest')]}
        rows={shown.map(({ name, now, ages, oldestMs }) => [
          ...[name, numberWords(now), ...ages.map(numberWords), timeWords(oldestMs)],
        ])}
      />
    </Charted>
  );
}

/** From which stage how many went to which. */
export function Moves({ stages, moves }: StagesProps & Pick<FiguresResult, 'moves'>) {
  const from = stages.filter(({ id }) => moves.some((move) => move.from === id));
  if (from.length === 0) return null;
  const countOf = (one: string, other: string) =>
    moves.find((move) => move.from === one && move.to === other)?.count ?? 0;
  return (
    <Panel title={text('figuresMoves')}>
      <p class="note">{text('figuresMovesHelp')}</p>
      <Rows
        title={text('figuresMoves')}
        heads={[text('figuresFrom'), ...stages.map(({ name }) => text('figuresTo', name))]}
        rows={from.map(({ id, name }) => {
          const all = stages.reduce((sum, other) => sum + countOf(id, other.id), 0);
          return [
            name,
            ...stages.map((other) => {
              const count = countOf(id, other.id);
              return count === 0 ? '' : `${numberWords(count)} (${percentWords(shareOf(count, all))})`;
            }),
          ];
        })}
      />
    </Panel>
  );
}

interface ChartedProps {
  title: string;
  help: string;
  chart: ChartData;
  /** The same as a table. */
  children: ComponentChildren;
}

function Charted({ title, help, chart, children }: ChartedProps) {
  return (
    <Panel title={title}>
      <p class="note">{help}</p>
      <ChartCanvas data={chart} name={text('chartName', title, chart.axis)} />
      <details class="figures">
        <summary>{text('chartTable')}</summary>
        {children}
      </details>
    </Panel>
  );
}

interface RowsProps {
  title: string;
  heads: readonly string[];
  /** The first cell of each is its name. */
  rows: readonly (readonly string[])[];
}

function Rows({ title, heads, rows }: RowsProps) {
  return (
    <FiguresScroll title={title}>
      <table class="rows">
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name = '', ...cells]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={heads[index + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </FiguresScroll>
  );
}
