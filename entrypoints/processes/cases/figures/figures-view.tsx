import '../../log/log-filters.css';
import '../../statistics/statistics.css';
import { useRef } from 'preact/hooks';
import { Answer, type Answered, NeedsPermission, useAnswer, useMay } from '../../../../components/answer.tsx';
import { Button } from '../../../../components/button.tsx';
import { useLive } from '../../../../components/client.tsx';
import { dayWords } from '../../../../components/day.ts';
import { downloadText } from '../../../../components/download.ts';
import { Empty } from '../../../../components/empty.tsx';
import { go, route } from '../../../../components/route.ts';
import { text } from '../../../../components/text.ts';
import { numberWords, percentWords } from '../../statistics/chart-data.ts';
import { CaseHead } from '../case-head.tsx';
import { questionOf, readAddress, writeAddress } from './address.ts';
import { figuresCsv } from './figures-csv.ts';
import { FiguresFilters } from './figures-filters.tsx';
import { Ages, Funnel, Moves, Stays } from './figures-panels.tsx';
import { type FiguresResult, type Measured, measuredStages, shareOf } from './funnel.ts';

/** How far the records of a case come, how long they stay in each stage, and for how long they have been where they are. */
export function FiguresView({ process }: { process: string }) {
  const may = useMay();
  const known = useLive({ kind: 'status' })?.user != null;
  const allowed = may('see-log');
  const address = readAddress(route().query);
  const answered = useAnswer(allowed ? questionOf(process, address, new Date()) : null);
  const shown = useKept(answered);
  return (
    <>
      <CaseHead process={process} page="figures" />
      {known && !allowed ? (
        <NeedsPermission permission="see-log" />
      ) : (
        <>
          <FiguresFilters
            process={process}
            address={address}
            onChange={(next) => go(['cases', process, 'figures'], writeAddress(next))}
          />
          <Answer of={shown} loading={text('figuresLoading')}>
            {(result) => (
              <div class="statistics" aria-busy={answered.asking}>
                <Shown process={process} result={result} />
              </div>
            )}
          </Answer>
        </>
      )}
    </>
  );
}

/** While other figures are on their way, those before stay: a chart that comes and goes can't be compared. */
function useKept(answered: Answered<FiguresResult>): Answered<FiguresResult> {
  const last = useRef<FiguresResult | null>(null);
  if (answered.result) last.current = answered.result;
  return { ...answered, result: answered.error ? null : last.current };
}

function Shown({ process, result }: { process: string; result: FiguresResult }) {
  const stages = measuredStages(result);
  if (stages.every(({ entered }) => entered === 0))
    return (
      <Empty icon="statistics" title={text('figuresNoneTitle')}>
        {text('figuresNone')}
      </Empty>
    );
  return (
    <>
      <Totals stages={stages} result={result} />
      <div>
        <Button
          icon="download"
          onClick={() => downloadText(`${process}-${dayWords(new Date())}.csv`, figuresCsv(result))}
        >
          {text('logExport')}
        </Button>
      </div>
      <Funnel stages={stages} />
      <Stays stages={stages} />
      <Ages stages={stages} />
      <Moves stages={stages} moves={result.moves} />
    </>
  );
}

function Totals({ stages, result: { won, lost } }: { stages: readonly Measured[]; result: FiguresResult }) {
  const open = stages.reduce((sum, { now }) => sum + now, 0);
  const figures = [
    [text('figuresOpen'), numberWords(open)],
    [text('figuresWon'), numberWords(won)],
    [text('figuresLost'), numberWords(lost)],
    [text('figuresWonOf'), percentWords(shareOf(won, won + lost))],
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
