import { useRef, useState } from 'preact/hooks';
import { Dialog } from '../../../../../components/dialog.tsx';
import { focusFirstInvalid } from '../../../../../components/field.tsx';
import { Select } from '../../../../../components/select.tsx';
import { text } from '../../../../../components/text.ts';
import { TextInput } from '../../../../../components/text-input.tsx';
import { CaseStepKind } from '../../../../../lib/cases/definition.ts';
import { kindChoices } from '../kinds.ts';
import { codeOf } from '../model/codes.ts';
import type { Designing } from '../use-design.ts';

interface Props {
  designing: Designing;
  stage: string;
  onClose: () => void;
  onAdded: () => void;
}

/** Asks what a new step is called and of which kind it is. */
export function AddStep({ designing: { definition, edit }, stage, onClose, onAdded }: Props) {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<CaseStepKind>('perform-task');
  const [tried, setTried] = useState(false);
  const around = useRef<HTMLDivElement>(null);
  const title = definition.stages.find(({ id }) => id === stage)?.name ?? stage;
  const submit = () => {
    if (name.trim() === '') {
      setTried(true);
      queueMicrotask(() => around.current && focusFirstInvalid(around.current));
      return;
    }
    const step = { id: codeOf(name, 'step'), name: name.trim(), kind };
    edit({ edit: 'step.add', stage, step, before: null });
    onAdded();
  };
  return (
    <Dialog
      title={text('designAddStepTo', title)}
      action={text('designAdd')}
      onSubmit={submit}
      onClose={onClose}
    >
      <div class="design-fields" ref={around}>
        <TextInput
          name="name"
          label={text('designName')}
          required
          maxLength={200}
          value={name}
          error={tried && name.trim() === '' ? text('designFillIn') : null}
          onInput={setName}
        />
        <Select
          name="kind"
          label={text('designKind')}
          always
          options={kindChoices()}
          value={kind}
          onInput={(code) => setKind(CaseStepKind.parse(code))}
        />
      </div>
    </Dialog>
  );
}
