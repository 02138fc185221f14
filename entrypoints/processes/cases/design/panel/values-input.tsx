import { useState } from 'preact/hooks';
import type { FieldProps } from '../../../../../components/field.tsx';
import { TagInput } from '../../../../../components/tag-input.tsx';
import { text } from '../../../../../components/text.ts';
import { TextArea } from '../../../../../components/text-area.tsx';
import type { Choice } from '../../../../../lib/protocol/index.ts';

interface Props extends FieldProps {
  /** Null: they are not known. */
  choices: readonly Choice[] | null;
  values: readonly string[];
  onInput: (values: string[]) => void;
}

/** Several values of a field: chosen where the CRM tells them, else one on a line. */
export function ValuesInput({ choices, values, onInput, ...field }: Props) {
  if (choices === null) return <Lines {...field} values={values} onInput={onInput} />;
  const strange = values.filter((value) => !choices.some(({ code }) => code === value));
  const options = [...choices, ...strange.map((code) => ({ code, label: code }))];
  return <TagInput {...field} options={options} chosen={values} onChange={onInput} />;
}

function Lines({ values, onInput, ...field }: Omit<Props, 'choices'>) {
  // An empty line is no value, but somebody is about to write one there.
  const [typed, setTyped] = useState(values.join('\n'));
  const same = valuesIn(typed).join('\n') === values.join('\n');
  return (
    <TextArea
      {...field}
      help={[field.help, text('designLinesHelp')].filter(Boolean).join(' ')}
      value={same ? typed : values.join('\n')}
      onInput={(words) => {
        setTyped(words);
        onInput(valuesIn(words));
      }}
    />
  );
}

const valuesIn = (words: string) =>
  words
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
