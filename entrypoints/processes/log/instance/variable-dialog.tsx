import { useState } from 'preact/hooks';
import { useOrder } from '../../../../components/answer.tsx';
import { Choice } from '../../../../components/choice.tsx';
import { Dialog } from '../../../../components/dialog.tsx';
import { ErrorBanner } from '../../../../components/error-banner.tsx';
import { type MessageKey, text } from '../../../../components/text.ts';
import { TextArea } from '../../../../components/text-area.tsx';
import { TextInput } from '../../../../components/text-input.tsx';
import { Id, type Values } from '../../../../lib/protocol/index.ts';
import { readValue, typeOfValue, VALUE_TYPES, type ValueType, wordsOfValue } from './typed-value.ts';

const TYPES: Record<ValueType, MessageKey> = {
  text: 'valueTypeText',
  number: 'valueTypeNumber',
  boolean: 'valueTypeBoolean',
  empty: 'valueTypeEmpty',
  json: 'valueTypeJson',
};

interface Props {
  instance: string;
  variables: Values;
  /** The variable that is changed; empty: a new one. */
  name: string;
  onDone: () => void;
  onClose: () => void;
}

/** Asks for the new value of a variable. */
export function VariableDialog({ instance, variables, name: known, onDone, onClose }: Props) {
  const { busy, failure, order } = useOrder();
  const now = variables[known] ?? null;
  const [name, setName] = useState(known);
  const [type, setType] = useState<ValueType>(known ? typeOfValue(now) : 'text');
  const [words, setWords] = useState(wordsOfValue(now));
  const [checked, setChecked] = useState(false);
  const value = readValue(type, words);
  const named = Id.safeParse(name.trim()).success;

  const submit = async () => {
    setChecked(true);
    if (!named || !value) return;
    const done = await order({
      type: 'instance.set-variable',
      instance,
      name: name.trim(),
      value: value.value,
    });
    if (!done) return;
    onDone();
    onClose();
  };
  return (
    <Dialog
      title={known ? text('variableTitle', known) : text('variableSet')}
      action={text('variableDo')}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{text('variableHelp')}</p>
      {!known && (
        <TextInput
          name="name"
          label={text('variableName')}
          required
          value={name}
          error={checked && !named ? text('variableNameMissing') : null}
          onInput={setName}
        />
      )}
      <Choice
        name="type"
        label={text('variableType')}
        required
        multiple={false}
        options={VALUE_TYPES.map((code) => ({ code, label: text(TYPES[code]) }))}
        chosen={[type]}
        onChange={([code]) => setType(VALUE_TYPES.find((one) => one === code) ?? 'text')}
      />
      <ValueField
        type={type}
        words={words}
        error={checked && !value ? text(type === 'number' ? 'valueNoNumber' : 'valueNoJson') : null}
        onInput={setWords}
      />
      {failure && <ErrorBanner title={text('orderFailed')} error={failure} />}
    </Dialog>
  );
}

interface FieldProps {
  type: ValueType;
  words: string;
  error: string | null;
  onInput: (words: string) => void;
}

function ValueField({ type, words, error, onInput }: FieldProps) {
  const field = { name: 'value', label: text('variableValue'), error };
  switch (type) {
    case 'empty':
      return null;
    case 'number':
      return <TextInput {...field} value={words} onInput={onInput} />;
    case 'boolean':
      return (
        <Choice
          {...field}
          required
          multiple={false}
          options={[
            { code: 'true', label: text('valueYes') },
            { code: 'false', label: text('valueNo') },
          ]}
          chosen={[words === 'true' ? 'true' : 'false']}
          onChange={([code]) => onInput(code ?? 'false')}
        />
      );
    default:
      return <TextArea {...field} value={words} onInput={onInput} />;
  }
}
