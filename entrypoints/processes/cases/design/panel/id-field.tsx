import { useState } from 'preact/hooks';
import { text } from '../../../../../components/text.ts';
import { TextInput } from '../../../../../components/text-input.tsx';

interface Props {
  id: string;
  error: string | null;
  onChange: (id: string) => void;
}

const FITS = /^[A-Za-z_][A-Za-z0-9_-]{0,79}$/;

/** What files and the log call a stage or a step: changed when the field is left, and with it whatever names it. */
export function IdField({ id, error, onChange }: Props) {
  const [typed, setTyped] = useState(id);
  const unfit = FITS.test(typed) ? null : text('designIdUnfit');
  return (
    <div
      onFocusOut={() => {
        if (typed === id) return;
        if (unfit) setTyped(id);
        else onChange(typed);
      }}
    >
      <TextInput
        name="id"
        label={text('designId')}
        help={text('designIdHelp')}
        maxLength={80}
        value={typed}
        error={unfit ?? error}
        onInput={setTyped}
      />
    </div>
  );
}
