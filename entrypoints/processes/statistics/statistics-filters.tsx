import { Segments } from '../../../components/segments.tsx';
import { type MessageKey, text } from '../../../components/text.ts';
import type { StatisticsFilter } from '../../../lib/protocol/index.ts';
import { AssigneePicker } from '../log/assignee-picker.tsx';
import { PeriodFilter } from '../log/period-filter.tsx';
import { ProcessFilter } from '../log/process-filter.tsx';
import { PERIODS, STEPS, type StatisticsAddress } from './address.ts';

const STEP_LABELS: Record<StatisticsFilter['by'], MessageKey> = {
  day: 'byDay',
  week: 'byWeek',
  month: 'byMonth',
};

interface Props {
  address: StatisticsAddress;
  /** What is drawn now; the address may leave it open. */
  by: StatisticsFilter['by'];
  onChange: (address: StatisticsAddress) => void;
}

/** What the statistics are about. */
export function StatisticsFilters({ address, by, onChange }: Props) {
  const change = (part: Partial<StatisticsAddress>) => onChange({ ...address, ...part });
  const { process, version, period, from, to } = address;
  return (
    <search class="log-filters">
      <div class="log-filters-row">
        <PeriodFilter
          label={text('logColumnEnded')}
          periods={PERIODS}
          {...{ period, from, to }}
          onChange={(part) => change({ ...part, by: null })}
        />
        <Steps by={by} onChoose={(chosen) => change({ by: chosen })} />
      </div>
      <div class="log-filters-row">
        <ProcessFilter
          process={process}
          version={version}
          onChange={(chosen) => change({ process: chosen.process, version: chosen.version })}
        />
        <AssigneePicker
          name="owner"
          label={text('logColumnOwner')}
          roles={false}
          value={address.ownerName || address.owner}
          onChoose={(chosen) => change({ owner: chosen?.id ?? '', ownerName: chosen?.name ?? '' })}
        />
      </div>
    </search>
  );
}

function Steps({
  by,
  onChoose,
}: {
  by: StatisticsFilter['by'];
  onChoose: (by: StatisticsFilter['by']) => void;
}) {
  return (
    <Segments
      label={text('byTitle')}
      options={STEPS.map((one) => ({ code: one, label: text(STEP_LABELS[one]) }))}
      chosen={by}
      onChoose={onChoose}
    />
  );
}
