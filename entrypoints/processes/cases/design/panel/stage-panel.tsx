import { Button } from '../../../../../components/button.tsx';
import { Checkbox } from '../../../../../components/checkbox.tsx';
import { Select } from '../../../../../components/select.tsx';
import { type MessageKey, text } from '../../../../../components/text.ts';
import { TextArea } from '../../../../../components/text-area.tsx';
import { TextInput } from '../../../../../components/text-input.tsx';
import type { CaseDefinition, CaseStage } from '../../../../../lib/cases/definition.ts';
import { Advance } from '../../../../../lib/cases/definition.ts';
import { StageColour, StageEnd } from '../../../../../lib/protocol/index.ts';
import type { StageMembers } from '../model/edits.ts';
import { useSection } from '../section.tsx';
import { IdField } from './id-field.tsx';
import type { PanelProps } from './panel.tsx';

interface Props extends PanelProps {
  stage: CaseStage;
}

const COLOURS: Record<StageColour, MessageKey> = {
  blue: 'designBlue',
  teal: 'designTeal',
  green: 'designGreen',
  amber: 'designAmber',
  red: 'designRed',
  violet: 'designViolet',
  grey: 'designGrey',
};

/** What a stage is and where it leads. */
export function StagePanel({ stage, designing, errors }: Props) {
  const { definition, edit } = designing;
  const { id, name, value, colour, end, group, playbook } = stage;
  const set = (members: Partial<StageMembers>) =>
    edit({ edit: 'stage.set', stage: id, members }, `stage ${id} ${Object.keys(members).join(' ')}`);
  const error = (field: string) => errors.get(field) ?? null;
  const leaders = definition.stages.filter((other) => other.id !== id && other.group === null);
  return (
    <div class="design-fields">
      <TextInput
        name="name"
        label={text('designName')}
        required
        value={name}
        error={error('name')}
        onInput={(words) => set({ name: words })}
      />
      <StageValue definition={definition} value={value} error={error('value')} onInput={set} />
      <Select
        name="colour"
        label={text('designColour')}
        always
        options={StageColour.options.map((code) => ({ code, label: text(COLOURS[code]) }))}
        value={colour}
        onInput={(code) => set({ colour: StageColour.parse(code) })}
      />
      <Select
        name="end"
        label={text('designEnd')}
        help={text('designEndHelp')}
        always
        options={[
          { code: '', label: text('designEndNone') },
          { code: 'successful', label: text('designEndSuccessful') },
          { code: 'unsuccessful', label: text('designEndUnsuccessful') },
        ]}
        value={end ?? ''}
        error={error('end')}
        onInput={(code) => set({ end: code === '' ? null : StageEnd.parse(code) })}
      />
      <Select
        name="group"
        label={text('designPlace')}
        help={text('designPlaceHelp')}
        always
        options={[
          { code: '', label: text('designPlaceOwn') },
          ...leaders.map((leader) => ({ code: leader.id, label: text('designPlaceWith', leader.name) })),
        ]}
        value={group ?? ''}
        error={error('group')}
        onInput={(code) => edit({ edit: 'stage.group', stage: id, with: code || null })}
      />
      <Neighbours
        {...{ definition, stage, set }}
        list="next"
        title={text('designNext')}
        all={text('designNextAll')}
        error={error('next')}
      />
      <Neighbours
        {...{ definition, stage, set }}
        list="previous"
        title={text('designPrevious')}
        all={text('designPreviousAll')}
        error={error('previous')}
      />
      <AdvanceFields {...{ definition, stage, set, error }} />
      <TextArea
        name="playbook"
        label={text('designPlaybook')}
        help={text('designPlaybookHelp')}
        value={playbook ?? ''}
        error={error('playbook')}
        onInput={(words) => set({ playbook: words || null })}
      />
      <IdField
        key={id}
        id={id}
        error={error('id')}
        onChange={(code) => edit({ edit: 'stage.recode', stage: id, code })}
      />
      <div>
        <Button
          icon="delete"
          disabled={definition.stages.length === 1}
          onClick={() => edit({ edit: 'stage.delete', stage: id })}
        >
          {text('designDeleteStage')}
        </Button>
      </div>
    </div>
  );
}

interface ValueProps {
  definition: CaseDefinition;
  value: string;
  error: string | null;
  onInput: (members: { value: string }) => void;
}

/** What the field of the record holds in this stage. */
function StageValue({ definition: { stageField }, value, error, onInput }: ValueProps) {
  const { choicesOf } = useSection();
  const choices = choicesOf(stageField);
  const field = {
    ...{ name: 'value', label: text('designStageValue'), help: text('designStageValueHelp', stageField) },
    ...{ required: true, error, value },
  };
  if (!choices) return <TextInput {...field} onInput={(words) => onInput({ value: words })} />;
  const known = value === '' || choices.some(({ code }) => code === value);
  return (
    <Select
      {...field}
      options={known ? choices : [{ code: value, label: value }, ...choices]}
      onInput={(code) => onInput({ value: code })}
    />
  );
}

interface ListProps {
  definition: CaseDefinition;
  stage: CaseStage;
  list: 'next' | 'previous';
  title: string;
  all: string;
  error: string | null;
  set: (members: Partial<StageMembers>) => void;
}

/** The stages that may follow, or that one may go back to. */
function Neighbours({ definition: { stages }, stage, list, title, all, error, set }: ListProps) {
  const here = stages.indexOf(stage);
  const offered = list === 'next' ? stages.slice(here + 1) : stages.slice(0, here);
  const chosen = stage[list];
  if (offered.length === 0 && (chosen === null || chosen.length === 0)) return null;
  // What the document names and cannot be chosen can be taken out.
  const strange = (chosen ?? []).filter((id) => !offered.some((one) => one.id === id));
  const rows = [
    ...offered.map(({ id, name }) => ({ id, name })),
    ...strange.map((id) => ({ id, name: stages.find((one) => one.id === id)?.name ?? id })),
  ];
  return (
    <fieldset class="design-group">
      <legend>{title}</legend>
      <Checkbox
        name={list}
        label={all}
        error={error}
        checked={chosen === null}
        onChange={(every) => set({ [list]: every ? null : offered.map(({ id }) => id) })}
      />
      {chosen !== null &&
        rows.map(({ id, name }) => (
          <Checkbox
            key={id}
            name={`${list}.${id}`}
            label={name}
            checked={chosen.includes(id)}
            onChange={(on) => set({ [list]: on ? [...chosen, id] : chosen.filter((one) => one !== id) })}
          />
        ))}
    </fieldset>
  );
}

interface AdvanceProps {
  definition: CaseDefinition;
  stage: CaseStage;
  set: (members: Partial<StageMembers>) => void;
  error: (field: string) => string | null;
}

/** When the case goes on by itself, and where to. */
function AdvanceFields({ definition: { stages }, stage, set, error }: AdvanceProps) {
  const { advance } = stage;
  const later = stages.slice(stages.indexOf(stage) + 1);
  const offered = later.filter(({ id }) => stage.next === null || stage.next.includes(id));
  const options = offered.map(({ id, name }) => ({ code: id, label: name }));
  const { to } = advance;
  const known = to === null || options.some(({ code }) => code === to);
  return (
    <>
      <Select
        name="advance.when"
        label={text('designAdvance')}
        always
        options={[
          { code: 'manual', label: text('designAdvanceManual') },
          { code: 'required', label: text('designAdvanceRequired') },
          { code: 'all', label: text('designAdvanceAll') },
        ]}
        value={advance.when}
        error={error('advance.when')}
        onInput={(code) => {
          const { when } = Advance.parse({ when: code, to: null });
          set({ advance: { when, to: when === 'manual' ? null : (to ?? offered[0]?.id ?? null) } });
        }}
      />
      {(advance.when !== 'manual' || to !== null) && (
        <Select
          name="advance.to"
          label={text('designAdvanceTo')}
          options={known ? options : [{ code: to, label: to }, ...options]}
          value={to ?? ''}
          error={error('advance.to')}
          onInput={(code) => set({ advance: { ...advance, to: code || null } })}
        />
      )}
    </>
  );
}
