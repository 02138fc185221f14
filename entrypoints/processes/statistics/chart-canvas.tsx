import { useEffect, useRef } from 'preact/hooks';
import type { ChartData } from './chart-data.ts';
import type { DrawnChart } from './draw-chart.ts';

interface Props {
  data: ChartData;
  /** What it shows, for those who do not see it. */
  name: string;
}

/** A chart. Who shows it gives the same figures as a table too. */
export function ChartCanvas({ data, name }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<DrawnChart | null>(null);
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

  return (
    <div class="chart" style={{ '--bars': data.kind === 'ranking' ? rankingHeight(data) : undefined }}>
      <canvas ref={canvas} role="img" aria-label={name} />
    </div>
  );
}

/** In rem: room for the axis, and for each name one bar or several. */
function rankingHeight({ labels, series }: ChartData): string {
  return `${5 + Math.max(1, labels.length) * (series.length === 1 ? 2 : 3.5)}rem`;
}
