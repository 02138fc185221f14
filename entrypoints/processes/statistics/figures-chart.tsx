import { useState } from 'preact/hooks';
import { durationWords } from '../../../components/duration.ts';
import { Segments } from '../../../components/segments.tsx';
import { type MessageKey, text } from '../../../components/text.ts';
import { Panel } from '../panel.tsx';
import { ChartCanvas } from './chart-canvas.tsx';
import { chartData, type Measure, type Named, numberWords } from './chart-data.ts';
import { FiguresScroll } from './figures-scroll.tsx';

/** A ranking with more bars than these is read in the table. */
const MOST_BARS = 15;
const MEASURES: Record<Measure, MessageKey> = { count: 'measureCount', duration: 'measureDuration' };

interface Props {
  title: string;
  /** The head of the column of names. */
  of: string;
  rows: readonly Named[];
  shape: 'time' | 'ranking';
  /** What is shown first. */
  measure: Measure;
}

/** Figures as a chart and, for those who do not see it or want to know exactly, as a table. */
export function FiguresChart({ title, of, rows, shape, measure: first }: Props) {
  const [measure, setMeasure] = useState(first);
  const shown = shape === 'ranking' ? rows.slice(0, MOST_BARS) : rows;
  return (
    <Panel title={title} actions={<MeasureChoice title={title} measure={measure} onChoose={setMeasure} />}>
      <ChartCanvas
        data={chartData(shown, measure, shape)}
        name={text('chartName', title, text(MEASURES[measure]))}
      />
      {shown.length < rows.length && <p class="note">{text('chartCut', numberWords(MOST_BARS))}</p>}
      <details class="figures">
        <summary>{text('chartTable')}</summary>
        <FiguresTable title={title} of={of} rows={rows} />
      </details>
    </Panel>
  );
}

interface ChoiceProps {
  title: string;
  measure: Measure;
  onChoose: (measure: Measure) => void;
}

function MeasureChoice({ title, measure, onChoose }: ChoiceProps) {
  return (
    <Segments
      label={text('measureTitle', title)}
      labelHidden
      options={(['count', 'duration'] as const).map((one) => ({ code: one, label: text(MEASURES[one]) }))}
      chosen={measure}
      onChoose={onChoose}
    />
  );
}

interface TableProps {
  title: string;
  of: string;
  rows: readonly Named[];
}

function FiguresTable({ title, of, rows }: TableProps) {
  return (
    <FiguresScroll title={title}>
      <table class="rows">
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{of}</th>
            <th scope="col">{text('figureCount')}</th>
            <th scope="col">{text('figureAverage')}</th>
            <th scope="col">{text('figureMedian')}</th>
            <th scope="col">{text('figureP90')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, durations }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td>{numberWords(durations.count)}</td>
              <td>{timeWords(durations.average)}</td>
              <td>{timeWords(durations.median)}</td>
              <td>{timeWords(durations.p90)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </FiguresScroll>
  );
}

/** A duration, or a dash where there is none. */
export function timeWords(milliseconds: number | null): string {
  return milliseconds === null ? '–' : durationWords(milliseconds);
}
