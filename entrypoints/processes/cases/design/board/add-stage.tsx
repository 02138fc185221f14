import { useRef, useState } from 'preact/hooks';
import { Dialog } from '../../../../../components/dialog.tsx';
import { focusFirstInvalid } from '../../../../../components/field.tsx';
import { Select } from '../../../../../components/select.tsx';
import { text } from '../../../../../components/text.ts';
import { TextInput } from '../../../../../components/text-input.tsx';
import { codeOf } from '../model/codes.ts';
import { useSection } from '../section.tsx';
import type { Designing } from '../use-design.ts';

interface Props {
  designing: Designing;
  before: string | null;
  onClose: () => void;
  onAdded: () => void;
}

/** Asks what a new stage is called and which value of the field it stands for. */
export function AddStage({ designing: { definition, edit }, before, onClose, onAdded }: Props) {
  const { choicesOf } = useSection();
  const taken = new Set(definition.stages.map(({ value }) => value));
  const choices = choicesOf(definition.stageField)?.filter((choice) => !taken.has(choice.code)) ?? [];
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const [tried, setTried] = useState(false);
  const around = useRef<HTMLDivElement>(null);
  const missing = (words: string) => (tried && words.trim() === '' ? text('designFillIn') : null);
  const submit = () => {
    if (name.trim() === '' || value.trim() === '') {
      setTried(true);
      queueMicrotask(() => around.current && focusFirstInvalid(around.current));
      return;
    }
    const stage = { id: codeOf(name, 'stage'), name: name.trim(), value: value.trim() };
    edit({ edit: 'stage.add', stage, before });
    onAdded();
  };
  return (
    <Dialog title={text('designAddStage')} action={text('designAdd')} onSubmit={submit} onClose={onClose}>
      <div class="design-fields" ref={around}>
        {choices.length > 0 && (
          <Select
            name="value"
            label={text('designStageValue')}
            help={text('designStageValueHelp', definition.stageField)}
            required
            options={choices}
            value={value}
            error={missing(value)}
            onInput={(code) => {
              const label = choices.find((choice) => choice.code === code)?.label ?? '';
              // The name follows what is chosen until somebody writes another.
              if (name === '' || choices.some((choice) => choice.label === name)) setName(label);
              setValue(code);
            }}
          />
        )}
        <TextInput
          name="name"
          label={text('designName')}
          required
          maxLength={200}
          value={name}
          error={missing(name)}
          onInput={setName}
        />
        {choices.length === 0 && (
          <TextInput
            name="value"
            label={text('designStageValue')}
            help={text('designStageValueHelp', definition.stageField)}
            required
            maxLength={200}
            value={value}
            error={missing(value)}
            onInput={setValue}
          />
        )}
      </div>
    </Dialog>
  );
}
