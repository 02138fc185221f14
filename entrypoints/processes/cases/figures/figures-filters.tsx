import { useAnswer } from '../../../../components/answer.tsx';
import { text } from '../../../../components/text.ts';
import { AssigneePicker } from '../../log/assignee-picker.tsx';
import { FilterSelect } from '../../log/filter-select.tsx';
import { PeriodFilter } from '../../log/period-filter.tsx';
import { type FiguresAddress, PERIODS } from './address.ts';

interface Props {
  process: string;
  address: FiguresAddress;
  onChange: (address: FiguresAddress) => void;
}

/** Which cases the figures are about. */
export function FiguresFilters({ process, address, onChange }: Props) {
  const versions = useAnswer({ type: 'process', process }).result?.process.versions ?? [];
  const change = (part: Partial<FiguresAddress>) => onChange({ ...address, ...part });
  const { period, from, to, version, user, userName } = address;
  return (
    <search class="log-filters">
      <div class="log-filters-row">
        <PeriodFilter
          label={text('figuresBegan')}
          periods={PERIODS}
          {...{ period, from, to }}
          onChange={change}
        />
        <FilterSelect
          name="version"
          label={text('logColumnVersion')}
          all={text('filterAllVersions')}
          value={version === null ? '' : String(version)}
          options={versions.map((one) => ({ code: String(one.version), label: String(one.version) }))}
          onChoose={(chosen) => change({ version: chosen ? Number(chosen) : null })}
        />
        <AssigneePicker
          name="user"
          label={text('figuresUser')}
          roles={false}
          value={userName || user}
          onChoose={(chosen) => change({ user: chosen?.id ?? '', userName: chosen?.name ?? '' })}
        />
      </div>
    </search>
  );
}
