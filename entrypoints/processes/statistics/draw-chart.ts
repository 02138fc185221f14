/** The charts library, loaded only where a chart is shown. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { locale } from '../../../components/text.ts';
import type { ChartData, Series } from './chart-data.ts';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

export interface DrawnChart {
  update(data: ChartData): void;
  close(): void;
}

/** Tokens, line and point: a series is known by more than its colour. */
const LOOKS = {
  main: { colour: '--accent-solid', dash: [], point: 'circle' },
  plain: { colour: '--line-control', dash: [6, 3], point: 'rect' },
  far: { colour: '--warn-text', dash: [2, 3], point: 'triangle' },
} as const satisfies Record<Series['look'], object>;

/** Draws into a canvas, in the colours of the page; again when the page turns dark or light. */
export function drawChart(canvas: HTMLCanvasElement, data: ChartData): DrawnChart {
  let latest = data;
  let chart = new Chart(canvas, configurationOf(data));
  const redraw = () => {
    chart.destroy();
    chart = new Chart(canvas, configurationOf(latest));
  };
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', redraw);
  return {
    update(next) {
      latest = next;
      redraw();
    },
    close() {
      dark.removeEventListener('change', redraw);
      chart.destroy();
    },
  };
}

function configurationOf(data: ChartData): ChartConfiguration<'bar' | 'line'> {
  const token = tokensOf();
  const ranking = data.kind === 'ranking';
  const figures = {
    beginAtZero: true,
    title: { display: true, text: data.axis, color: token('--text-2') },
    ticks: { color: token('--text-2'), precision: data.series.length === 1 ? 0 : 2 },
    grid: { color: token('--line') },
  };
  const names = { ticks: { color: token('--text-2') }, grid: { display: false } };
  return {
    type: data.kind === 'lines' ? 'line' : 'bar',
    data: { labels: data.labels, datasets: data.series.map((series) => datasetOf(series, token)) },
    options: {
      locale: locale(),
      // Nothing moves by itself.
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      indexAxis: ranking ? 'y' : 'x',
      interaction: { mode: 'index', axis: ranking ? 'y' : 'x', intersect: false },
      scales: ranking ? { x: figures, y: names } : { x: names, y: figures },
      font: { family: 'system-ui, sans-serif' },
      plugins: {
        legend: {
          display: data.series.length > 1,
          labels: { color: token('--text'), usePointStyle: true, boxHeight: 7 },
        },
        tooltip: {
          callbacks: {
            label: ({ dataset, raw }) =>
              `${dataset.label}: ${typeof raw === 'number' ? data.words(raw) : '–'}`,
          },
        },
      },
    },
  };
}

function datasetOf({ label, look, values }: Series, token: (name: string) => string) {
  const { colour, dash, point } = LOOKS[look];
  return {
    label,
    data: values,
    backgroundColor: token(colour),
    borderColor: token(colour),
    borderDash: [...dash],
    borderWidth: 2,
    pointStyle: point,
    pointRadius: 3,
    // Where nothing ended there is no duration: the line goes on to the next.
    spanGaps: true,
    maxBarThickness: 28,
  };
}

/** The values of the page's tokens as they are now. */
function tokensOf(): (name: string) => string {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(name).trim();
}
