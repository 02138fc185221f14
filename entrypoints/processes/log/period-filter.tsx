import { DateInput } from '../../../components/date-input.tsx';
import { Segments } from '../../../components/segments.tsx';
import { type MessageKey, text } from '../../../components/text.ts';
import type { Period } from './period.ts';

const LABELS: Record<Period, MessageKey> = {
  day: 'periodDay',
  week: 'periodWeek',
  month: 'periodMonth',
  quarter: 'periodQuarter',
  year: 'periodYear',
  all: 'periodAll',
  range: 'periodRange',
};

interface Props<Offered extends Period> {
  /** What happened in this time. */
  label: string;
  periods: readonly Offered[];
  period: Offered;
  from: string;
  to: string;
  onChange: (change: { period: Offered; from: string; to: string }) => void;
}

/** A time by one press, or from one day to another. */
export function PeriodFilter<Offered extends Period>(props: Props<Offered>) {
  const { label, period, from, to, periods, onChange } = props;
  return (
    <>
      <Segments
        label={label}
        options={periods.map((one) => ({ code: one, label: text(LABELS[one]) }))}
        chosen={period}
        onChoose={(one) => onChange({ period: one, from, to })}
      />
      {period === 'range' && (
        <>
          <DateInput
            name="from"
            kind="date"
            label={text('periodFrom')}
            value={from}
            onInput={(value) => onChange({ period, from: value, to })}
          />
          <DateInput
            name="to"
            kind="date"
            label={text('periodTo')}
            value={to}
            onInput={(value) => onChange({ period, from, to: value })}
          />
        </>
      )}
    </>
  );
}
