import './segments.css';
import { useId } from 'preact/hooks';

interface Option<Code extends string> {
  code: Code;
  label: string;
}

interface Props<Code extends string> {
  label: string;
  options: readonly Option<Code>[];
  chosen: Code;
  onChoose: (code: Code) => void;
  /** The options say it themselves: the label is only read out. */
  labelHidden?: boolean;
}

/** One of a few, each one press away: radio buttons in a row. */
export function Segments<Code extends string>({ label, options, chosen, onChoose, ...props }: Props<Code>) {
  const name = useId();
  return (
    <fieldset class="segments">
      <legend class={props.labelHidden ? 'visually-hidden' : 'field-label'}>{label}</legend>
      <div class="segments-row">
        {options.map((option) => (
          <label key={option.code} class="segment">
            <input
              type="radio"
              name={name}
              value={option.code}
              checked={option.code === chosen}
              onChange={() => onChoose(option.code)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
