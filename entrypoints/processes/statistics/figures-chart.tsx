import { useEffect, useRef, useState } from 'preact/hooks';
import { durationWords } from '../../../components/duration.ts';
import { Segments } from '../../../components/segments.tsx';
import { type MessageKey, text } from '../../../components/text.ts';
import { Panel } from '../panel.tsx';
import { chartData, type Measure, type Named, numberWords } from './chart-data.ts';
import type { DrawnChart } from './draw-chart.ts';

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
      <ChartCanvas rows={shown} measure={measure} shape={shape} title={title} />
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

interface CanvasProps {
  rows: readonly Named[];
  measure: Measure;
  shape: 'time' | 'ranking';
  title: string;
}

function ChartCanvas({ rows, measure, shape, title }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<DrawnChart | null>(null);
  const data = chartData(rows, measure, shape);
  const latest = useRef(data);
  latest.current = data;
  const key = JSON.stringify(data);

  useEffect(() => {
    let left = false;
    import('./draw-chart.ts').then(({ drawChart }) => {
      if (!left && canvas.current) chart.current = drawChart(canvas.current, latest.current);
    });
    return () => {
      left = true;
      chart.current?.close();
      chart.current = null;
    };
  }, []);
  useEffect(() => chart.current?.update(latest.current), [key]);

  const height = shape === 'ranking' ? rankingHeight(rows.length, measure) : undefined;
  return (
    <div class="chart" style={{ '--bars': height }}>
      <canvas ref={canvas} role="img" aria-label={text('chartName', title, text(MEASURES[measure]))} />
    </div>
  );
}

/** In rem: room for the axis, and for each name one bar or three. */
function rankingHeight(bars: number, measure: Measure): string {
  return `${5 + Math.max(1, bars) * (measure === 'count' ? 2 : 3.5)}rem`;
}

interface TableProps {
  title: string;
  of: string;
  rows: readonly Named[];
}

function FiguresTable({ title, of, rows }: TableProps) {
  return (
    <div class="figures-scroll">
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
    </div>
  );
}

/** A duration, or a dash where there is none. */
export function timeWords(milliseconds: number | null): string {
  return milliseconds === null ? '–' : durationWords(milliseconds);
}
