import { Button, IconButton } from '../../components/button.tsx';
import { now } from '../../components/clock.ts';
import { DateInput } from '../../components/date-input.tsx';
import { Segments } from '../../components/segments.tsx';
import { locale, type MessageKey, text } from '../../components/text.ts';
import { firstDayOfWeek } from '../../components/week.ts';
import type { DiaryAddress } from './address.ts';
import { type Period, spanOf, spanWords, stepped } from './period.ts';
import { showDiary } from './show.ts';

const LABELS: Record<Period, MessageKey> = {
  day: 'diaryDay',
  week: 'diaryWeek',
  month: 'diaryMonth',
  range: 'diaryRange',
};
const STEPS: Record<Exclude<Period, 'range'>, { before: MessageKey; after: MessageKey }> = {
  day: { before: 'diaryDayBefore', after: 'diaryDayAfter' },
  week: { before: 'diaryWeekBefore', after: 'diaryWeekAfter' },
  month: { before: 'diaryMonthBefore', after: 'diaryMonthAfter' },
};

interface Props {
  address: DiaryAddress;
  periods: readonly Period[];
}

/** Which time is shown, in words; the ways to the next one, back to today, and to another length. */
export function PeriodBar({ address, periods }: Props) {
  const { period, day } = address;
  const span = spanOf(address, now.value, firstDayOfWeek());
  const step = (steps: number) =>
    period !== 'range' && showDiary({ ...address, day: stepped(period, day, steps, now.value) });
  return (
    <div class="diary-period">
      <h1 class="diary-title" aria-live="polite">
        {period === 'range' ? text('diaryRangeTitle') : spanWords(period, span, locale())}
      </h1>
      {period !== 'range' && (
        <div class="diary-steps">
          <IconButton icon="back" name={text(STEPS[period].before)} onClick={() => step(-1)} />
          <Button onClick={() => showDiary({ ...address, day: '' })}>{text('diaryToday')}</Button>
          <IconButton icon="continue" name={text(STEPS[period].after)} onClick={() => step(1)} />
        </div>
      )}
      <Segments
        label={text('diaryPeriod')}
        labelHidden
        options={periods.map((code) => ({ code, label: text(LABELS[code]) }))}
        chosen={period}
        onChoose={(chosen) => showDiary({ ...address, period: chosen })}
      />
      {period === 'range' && <Range address={address} />}
    </div>
  );
}

function Range({ address }: { address: DiaryAddress }) {
  return (
    <div class="diary-range">
      <DateInput
        name="from"
        kind="date"
        label={text('periodFrom')}
        value={address.from}
        onInput={(from) => showDiary({ ...address, from }, true)}
      />
      <DateInput
        name="to"
        kind="date"
        label={text('periodTo')}
        value={address.to}
        onInput={(to) => showDiary({ ...address, to }, true)}
      />
    </div>
  );
}
