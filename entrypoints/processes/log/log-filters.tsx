import './log-filters.css';
import { useState } from 'preact/hooks';
import { Button } from '../../../components/button.tsx';
import { SearchInput } from '../../../components/search-input.tsx';
import { SeveralSegments } from '../../../components/segments.tsx';
import { text } from '../../../components/text.ts';
import { InstanceStatus, Origin } from '../../../lib/protocol/index.ts';
import { EVERYTHING, isNarrowed, type LogAddress, PERIODS } from './address.ts';
import { AssigneePicker } from './assignee-picker.tsx';
import { FilterSelect } from './filter-select.tsx';
import { PeriodFilter } from './period-filter.tsx';
import { ProcessFilter } from './process-filter.tsx';
import { originWord, statusWord } from './words.ts';

interface Props {
  address: LogAddress;
  /** `typing`: another change follows at once, *back* does not lead through each. */
  onChange: (address: LogAddress, typing?: boolean) => void;
}

/** What narrows the log. */
export function LogFilters({ address, onChange }: Props) {
  const change = (part: Partial<LogAddress>) => onChange({ ...address, ...part });
  const { process, version, element, period, from, to } = address;
  // On a narrow screen they would push the list out of sight.
  const [open] = useState(() => isNarrowed(address) || matchMedia('(min-width: 48rem)').matches);
  return (
    <search class="log-filters">
      <div class="log-filters-row">
        <SearchInput
          placeholder={text('filterSearchPlaceholder')}
          value={address.search}
          onChange={(search) => onChange({ ...address, search }, true)}
        />
        <PeriodFilter
          label={text('filterStarted')}
          periods={PERIODS}
          {...{ period, from, to }}
          onChange={change}
        />
        <SeveralSegments
          label={text('logColumnStatus')}
          options={InstanceStatus.options.map((code) => ({ code, label: statusWord(code) }))}
          chosen={address.statuses}
          onChange={(statuses) => change({ statuses })}
        />
      </div>
      <details class="log-filters-more" open={open}>
        <summary>{text('filterMore')}</summary>
        <div class="log-filters-row">
          <ProcessFilter {...{ process, version, element }} onChange={change} />
          <AssigneePicker
            name="owner"
            label={text('logColumnOwner')}
            roles={false}
            value={address.ownerName || address.owner}
            onChoose={(chosen) => change({ owner: chosen?.id ?? '', ownerName: chosen?.name ?? '' })}
          />
          <FilterSelect
            name="origin"
            label={text('logColumnOrigin')}
            all={text('filterAnyOrigin')}
            value={address.origin ?? ''}
            options={Origin.options.map((code) => ({ code, label: originWord(code) }))}
            onChoose={(code) => change({ origin: Origin.options.find((one) => one === code) ?? null })}
          />
        </div>
      </details>
      {isNarrowed(address) && (
        <div class="log-filters-foot">
          {address.record && (
            <Button icon="close" onClick={() => change({ record: null })}>
              {text('filterRecord', `${address.record.type} ${address.record.id}`)}
            </Button>
          )}
          <Button look="quiet" onClick={() => onChange(clearedOf(address))}>
            {text('filterClear')}
          </Button>
        </div>
      )}
    </search>
  );
}

/** Without any filter; sorted as before. */
export function clearedOf({ sort, descending }: LogAddress): LogAddress {
  return { ...EVERYTHING, sort, descending };
}
