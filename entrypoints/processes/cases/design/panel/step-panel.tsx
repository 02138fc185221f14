import { useAnswer } from '../../../../../components/answer.tsx';
import { Button, FileButton } from '../../../../../components/button.tsx';
import { Checkbox } from '../../../../../components/checkbox.tsx';
import { Select } from '../../../../../components/select.tsx';
import { text } from '../../../../../components/text.ts';
import { TextInput } from '../../../../../components/text-input.tsx';
import { type CaseStage, type CaseStep, CaseStepKind } from '../../../../../lib/cases/definition.ts';
import { formNames } from '../../../form-names.ts';
import { kindChoices } from '../kinds.ts';
import type { StepMembers } from '../model/edits.ts';
import { IdField } from './id-field.tsx';
import { OtherSettings } from './other-settings.tsx';
import { OutcomeFields } from './outcome-fields.tsx';
import type { PanelProps } from './panel.tsx';
import { VARIABLE_SIGN } from './parameter-words.ts';
import { hasProperty } from './parameters.ts';
import { PerformerField } from './performer-field.tsx';
import { SettingFields } from './setting-fields.tsx';

interface Props extends PanelProps {
  stage: CaseStage;
  step: CaseStep;
}

const PAGES: readonly CaseStepKind[] = ['auto-generated-page', 'pre-configured-page'];

/** What a step is, who does it, when it begins and what comes of it. */
export function StepPanel({ stage, step, designing, errors }: Props) {
  const { definition, edit } = designing;
  const { id, kind } = step;
  const set = (members: Partial<StepMembers>, mark = Object.keys(members).join(' ')) =>
    edit({ edit: 'step.set', step: id, members }, mark === '' ? undefined : `step ${id} ${mark}`);
  const setting = (name: string, value: string) => {
    const { [name]: _before, ...rest } = step.properties;
    set({ properties: value === '' ? rest : { ...step.properties, [name]: value } }, `setting ${name}`);
  };
  const error = (field: string) => errors.get(field) ?? null;
  const runs = kind === 'process';
  return (
    <div class="design-fields">
      <TextInput
        name="name"
        label={text('designName')}
        required
        value={step.name}
        error={error('name')}
        onInput={(name) => set({ name })}
      />
      <Select
        name="kind"
        label={text('designKind')}
        always
        options={kindChoices()}
        value={kind}
        onInput={(code) => {
          const turned = CaseStepKind.parse(code);
          edit({ edit: 'step.turn', step: id, kind: turned, keep: (name) => hasProperty(turned, name) });
        }}
      />
      {runs ? (
        <ProcessFields {...{ step, set, error }} />
      ) : (
        <PerformerField
          key={`performer ${id}`}
          step={step}
          error={error('performer')}
          onInput={(performer) => set({ performer })}
        />
      )}
      <After {...{ stage, step, set }} error={error('after')} />
      <Checkbox
        name="required"
        label={text('designRequired')}
        help={text('designRequiredHelp')}
        checked={step.required}
        onChange={(required) => set({ required })}
      />
      {!runs && (
        <TextInput
          name="due"
          label={text('designDue')}
          help={text('designDueHelp', VARIABLE_SIGN)}
          value={step.due ?? ''}
          error={error('due')}
          onInput={(words) => set({ due: words || null })}
        />
      )}
      {PAGES.includes(kind) && <FormField {...{ step, set, designing }} error={error('form')} />}
      <OutcomeFields {...{ definition, stage, step }} error={error('results')} onChange={set} />
      <SettingFields step={step} errors={errors} onInput={setting} />
      <OtherSettings key={`other ${id}`} step={step} errors={errors} onChange={set} />
      <IdField
        key={id}
        id={id}
        error={error('id')}
        onChange={(code) => edit({ edit: 'step.recode', step: id, code })}
      />
      <div class="design-buttons">
        <Button icon="copy" onClick={() => edit({ edit: 'step.copy', step: id, code: id })}>
          {text('designCopyStep')}
        </Button>
        <Button icon="delete" onClick={() => edit({ edit: 'step.delete', step: id })}>
          {text('designDeleteStep')}
        </Button>
      </div>
    </div>
  );
}

type Setter = (members: Partial<StepMembers>, mark?: string) => void;

interface AfterProps {
  stage: CaseStage;
  step: CaseStep;
  error: string | null;
  set: Setter;
}

/** When it begins: with the stage, or after a step that does not wait for it itself. */
function After({ stage: { steps }, step, error, set }: AfterProps) {
  const waits = (other: CaseStep): boolean => {
    const seen = new Set<CaseStep>();
    for (let at: CaseStep | undefined = other; at && !seen.has(at); ) {
      if (at.id === step.id) return true;
      seen.add(at);
      const before: string | null = at.after;
      at = steps.find(({ id }) => id === before);
    }
    return false;
  };
  const options = steps
    .filter((other) => other.id !== step.id && (other.id === step.after || !waits(other)))
    .map(({ id, name }) => ({ code: id, label: text('designAfter', name) }));
  const { after } = step;
  const known = after === null || options.some(({ code }) => code === after);
  return (
    <Select
      name="after"
      label={text('designBegins')}
      always
      options={[
        { code: '', label: text('designWithStage') },
        ...(known ? [] : [{ code: after, label: after }]),
        ...options,
      ]}
      value={after ?? ''}
      error={error}
      onInput={(code) => set({ after: code || null })}
    />
  );
}

interface ProcessProps {
  step: CaseStep;
  set: Setter;
  error: (field: string) => string | null;
}

/** Which process it runs, and the variable of it that is the result. */
function ProcessFields({ step: { process, resultVariable }, set, error }: ProcessProps) {
  const library = useAnswer({ type: 'library' }).result?.entries ?? [];
  const options = library.map(({ key, name }) => ({ code: key, label: name }));
  const known = process === null || options.some(({ code }) => code === process);
  const details = useAnswer(known && process ? { type: 'process', process } : null).result?.process;
  const outgoing = details?.parameters.filter(({ direction }) => direction !== 'in') ?? [];
  const variables = outgoing.map(({ name, label }) => ({ code: name, label }));
  const listed = resultVariable === null || variables.some(({ code }) => code === resultVariable);
  return (
    <>
      <Select
        name="process"
        label={text('designProcess')}
        required
        options={known ? options : [{ code: process, label: process }, ...options]}
        value={process ?? ''}
        error={error('process')}
        onInput={(code) => set({ process: code || null })}
      />
      <Select
        name="resultVariable"
        label={text('designResultVariable')}
        help={text('designResultVariableHelp')}
        options={listed ? variables : [{ code: resultVariable, label: resultVariable }, ...variables]}
        value={resultVariable ?? ''}
        error={error('resultVariable')}
        onInput={(code) => set({ resultVariable: code || null })}
      />
    </>
  );
}

interface FormProps {
  step: CaseStep;
  designing: PanelProps['designing'];
  error: string | null;
  set: Setter;
}

/** The form that the page shows: one of the files that go with the case. */
function FormField({ step: { form }, designing: { design, edit }, error, set }: FormProps) {
  const options = design.forms.map((file) => {
    const names = formNames(file);
    const code = form !== null && names.includes(form) ? form : (names[0] ?? file.name);
    return { code, label: names[0] ?? file.name };
  });
  const known = form === null || options.some(({ code }) => code === form);
  const add = async (files: File[]) => {
    for (const file of files) {
      edit({ edit: 'form.put', form: { name: file.name, text: await file.text() } });
      set({ form: file.name });
    }
  };
  return (
    <>
      <Select
        name="form"
        label={text('designForm')}
        help={text('designFormHelp')}
        options={known ? options : [...options, { code: form, label: text('designFormMissing', form) }]}
        value={form ?? ''}
        error={error}
        onInput={(code) => set({ form: code || null })}
      />
      <div>
        <FileButton icon="upload" accept=".form" onFiles={add}>
          {text('designFormAdd')}
        </FileButton>
      </div>
    </>
  );
}
