import './choice.css';
import { useId } from 'preact/hooks';
import { descriptionIds, FieldError, FieldHelp, type FieldProps, RequiredMark } from './field.tsx';

interface Props extends FieldProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** Yes or no. */
export function Checkbox({ label, help, error, required = false, readonly = false, name, ...props }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label class="choice" for={id}>
        <input
          id={id}
          type="checkbox"
          name={name}
          required={required}
          checked={props.checked}
          disabled={readonly}
          aria-invalid={error ? true : undefined}
          aria-describedby={descriptionIds(id, help, error)}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        <span>
          {label}
          {required && <RequiredMark />}
        </span>
      </label>
      <FieldHelp id={id} help={help} />
      <FieldError id={id} error={error} />
    </div>
  );
}
