import { Button } from '../../../components/button.tsx';
import { Checkbox } from '../../../components/checkbox.tsx';
import { Popup } from '../../../components/popup.tsx';
import { text } from '../../../components/text.ts';
import { ALL_COLUMNS, COLUMNS, type Column } from './columns.ts';

interface Props {
  chosen: readonly Column[];
  onChange: (columns: Column[]) => void;
}

/** Which columns the log shows. */
export function ColumnChoice({ chosen, onChange }: Props) {
  const toggle = (column: Column, on: boolean) =>
    onChange(ALL_COLUMNS.filter((one) => (one === column ? on : chosen.includes(one))));
  return (
    <Popup label={text('logColumns')} icon="columns">
      <fieldset class="column-choice">
        <legend class="visually-hidden">{text('logColumns')}</legend>
        {ALL_COLUMNS.map((column) => (
          <Checkbox
            key={column}
            name={`column-${column}`}
            label={text(COLUMNS[column].label)}
            checked={chosen.includes(column)}
            onChange={(on) => toggle(column, on)}
          />
        ))}
        <Button look="quiet" onClick={() => onChange(ALL_COLUMNS.filter((one) => COLUMNS[one].usual))}>
          {text('logColumnsUsual')}
        </Button>
      </fieldset>
    </Popup>
  );
}
