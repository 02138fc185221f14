import './statistics.css';
import '../log/log-filters.css';
import { useRef } from 'preact/hooks';
import { Answer, type Answered, NeedsPermission, useAnswer, useMay } from '../../../components/answer.tsx';
import { useLive } from '../../../components/client.tsx';
import { Empty } from '../../../components/empty.tsx';
import { go, route } from '../../../components/route.ts';
import { locale, text } from '../../../components/text.ts';
import type { Durations, Statistics, StatisticsFilter } from '../../../lib/protocol/index.ts';
import { ViewHead } from '../view-head.tsx';
import { filterOf, readAddress, writeAddress } from './address.ts';
import { numberWords } from './chart-data.ts';
import { FiguresChart, timeWords } from './figures-chart.tsx';
import { HeatMap } from './heat-map.tsx';
import { everyPeriod, periodName } from './periods.ts';
import { StatisticsFilters } from './statistics-filters.tsx';

/** How many instances were completed, and how long they and their steps took. */
export function StatisticsView() {
  const may = useMay();
  const known = useLive({ kind: 'status' })?.user != null;
  const allowed = may('see-log');
  const address = readAddress(route().query);
  const filter = filterOf(address, new Date());
  const answered = useAnswer(allowed ? { type: 'statistics', filter } : null);
  const shown = useKept(answered, filter);
  if (known && !allowed) return <Denied />;
  return (
    <>
      <ViewHead title={text('statisticsTitle')} below={<p>{text('statisticsOnly')}</p>} />
      <StatisticsFilters
        address={address}
        by={filter.by}
        onChange={(next) => go(['statistics'], writeAddress(next))}
      />
      <Answer of={shown} loading={text('statisticsLoading')}>
        {({ statistics, filter: of }) => (
          <div class="statistics" aria-busy={answered.asking}>
            {statistics.total.count === 0 ? (
              <Empty icon="statistics" title={text('statisticsNoneTitle')}>
                {text('statisticsNone')}
              </Empty>
            ) : (
              <Figures statistics={statistics} filter={of} />
            )}
          </div>
        )}
      </Answer>
    </>
  );
}

interface Kept {
  statistics: Statistics;
  filter: StatisticsFilter;
}

/** While other figures are on their way, those before stay: a chart that comes and goes can't be compared. */
function useKept(answered: Answered<{ statistics: Statistics }>, filter: StatisticsFilter): Answered<Kept> {
  const last = useRef<Kept | null>(null);
  if (answered.result) last.current = { statistics: answered.result.statistics, filter };
  return { ...answered, result: answered.error ? null : last.current };
}

function Figures({ statistics, filter }: Kept) {
  const { total, processes, elements, owners } = statistics;
  const language = locale();
  const periods = everyPeriod(statistics.periods, filter);
  return (
    <>
      <Totals total={total} />
      <FiguresChart
        title={text('chartPeriods')}
        of={text('chartPeriod')}
        shape="time"
        measure="count"
        rows={periods.map(({ from, durations }) => {
          return { key: from, name: periodName(from, filter.by, language), durations };
        })}
      />
      {filter.process === null ? (
        <FiguresChart
          title={text('chartProcesses')}
          of={text('logColumnProcess')}
          shape="ranking"
          measure="duration"
          rows={processes}
        />
      ) : (
        <>
          <HeatMap process={filter.process} version={filter.version} elements={elements} />
          <FiguresChart
            title={text('chartSteps')}
            of={text('stepName')}
            shape="ranking"
            measure="duration"
            rows={elements.filter(takesTime).map(({ element, name, durations }) => {
              return { key: element, name: name || element, durations };
            })}
          />
        </>
      )}
      <FiguresChart
        title={text('chartOwners')}
        of={text('logColumnOwner')}
        shape="ranking"
        measure="count"
        rows={owners.map(({ owner, durations }) => {
          return { key: owner?.id ?? '', name: owner?.name ?? text('nobody'), durations };
        })}
      />
    </>
  );
}

/** Gateways and most events are passed in no time: among steps they would only be in the way. */
function takesTime({ type }: Statistics['elements'][number]): boolean {
  return /task|activity|subProcess|catch|boundary/i.test(type);
}

function Totals({ total }: { total: Durations }) {
  const figures = [
    [text('figureCount'), numberWords(total.count)],
    [text('figureAverage'), timeWords(total.average)],
    [text('figureMedian'), timeWords(total.median)],
    [text('figureP90'), timeWords(total.p90)],
  ] as const;
  return (
    <dl class="totals">
      {figures.map(([name, words]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}

function Denied() {
  return (
    <>
      <ViewHead title={text('statisticsTitle')} />
      <NeedsPermission permission="see-log" />
    </>
  );
}
