import './segments.css';
import { useId } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';

interface Option<Code extends string> {
  code: Code;
  label: string;
  icon?: IconName;
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

interface SeveralProps<Code extends string> extends Pick<Props<Code>, 'label' | 'options'> {
  chosen: readonly Code[];
  /** Those that are chosen then, in the order of the options. */
  onChange: (chosen: Code[]) => void;
}

/** Any of a few, each one press away: check boxes in a row. */
export function SeveralSegments<Code extends string>(props: SeveralProps<Code>) {
  const { label, options, chosen, onChange } = props;
  const toggle = (code: Code) =>
    onChange(options.map((option) => option.code).filter((one) => chosen.includes(one) !== (one === code)));
  return (
    <fieldset class="segments">
      <legend class="field-label">{label}</legend>
      <div class="segments-row">
        {options.map(({ code, label: words, icon }) => (
          <label key={code} class={`segment segment-${code}`}>
            <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} />
            {icon && <Icon name={icon} />}
            <span>{words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
