import { Checkbox } from '../../../components/checkbox.tsx';
import { Popup } from '../../../components/popup.tsx';
import { Select } from '../../../components/select.tsx';
import { locale, text } from '../../../components/text.ts';
import { type CalendarSettings, CELLS } from './calendar-settings.ts';

interface Props {
  settings: CalendarSettings;
  onChange: (settings: CalendarSettings) => void;
}

/** How the calendar looks: the hours of a day, the size of a cell, and whether there are weekends. */
export function CalendarChoices({ settings, onChange }: Props) {
  const hours = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index).map((hour) => ({
      code: String(hour),
      label: hourWords(hour),
    }));
  return (
    <Popup label={text('calendarLook')} icon="settings">
      <div class="calendar-choices">
        <Checkbox
          name="weekends"
          label={text('calendarWeekends')}
          checked={settings.weekends}
          onChange={(weekends) => onChange({ ...settings, weekends })}
        />
        <Select
          name="hours-from"
          label={text('calendarFrom')}
          always
          options={hours(0, settings.to - 1)}
          value={String(settings.from)}
          onInput={(from) => onChange({ ...settings, from: Number(from) })}
        />
        <Select
          name="hours-to"
          label={text('calendarTo')}
          always
          options={hours(settings.from + 1, 24)}
          value={String(settings.to)}
          onInput={(to) => onChange({ ...settings, to: Number(to) })}
        />
        <Select
          name="cell"
          label={text('calendarCell')}
          always
          options={CELLS.map((minutes) => ({ code: String(minutes), label: minutesWords(minutes) }))}
          value={String(settings.cell)}
          onInput={(code) =>
            onChange({ ...settings, cell: CELLS.find((one) => String(one) === code) ?? settings.cell })
          }
        />
      </div>
    </Popup>
  );
}

function hourWords(hour: number): string {
  return new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(new Date(2000, 0, 1, hour));
}

function minutesWords(minutes: number): string {
  return new Intl.NumberFormat(locale(), { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(
    minutes,
  );
}
