import { Checkbox } from '../../../../../components/checkbox.tsx';
import { text } from '../../../../../components/text.ts';
import { TextArea } from '../../../../../components/text-area.tsx';
import { TextInput } from '../../../../../components/text-input.tsx';
import { useSection } from '../section.tsx';
import { FieldChoice } from './field-choice.tsx';
import type { PanelProps } from './panel.tsx';
import { SectionFields } from './section-fields.tsx';
import { ValuesInput } from './values-input.tsx';

interface Props extends PanelProps {
  deployed: boolean;
}

/** What a case is for, and where its stage stands. */
export function CasePanel({ designing: { definition, edit }, errors, deployed }: Props) {
  const { choicesOf } = useSection();
  const { name, key, description, section, stageField, condition, starts, afterEnd } = definition;
  const set = (members: Parameters<typeof edit>[0] & { edit: 'case.set' }, mark: string) =>
    edit(members, `case ${mark}`);
  const error = (field: string) => errors.get(field) ?? null;
  return (
    <div class="design-fields">
      <TextInput
        name="name"
        label={text('designName')}
        required
        value={name}
        error={error('name')}
        onInput={(words) => set({ edit: 'case.set', members: { name: words } }, 'name')}
      />
      <TextInput
        name="key"
        label={text('designKey')}
        help={text(deployed ? 'designKeyFixed' : 'designKeyHelp')}
        required
        readonly={deployed}
        value={key}
        error={error('key')}
        onInput={(words) => set({ edit: 'case.set', members: { key: words } }, 'key')}
      />
      <TextArea
        name="description"
        label={text('designDescription')}
        value={description ?? ''}
        error={error('description')}
        onInput={(words) => set({ edit: 'case.set', members: { description: words || null } }, 'description')}
      />
      <SectionFields
        section={section}
        error={error('section')}
        onInput={(words) => set({ edit: 'case.set', members: { section: words } }, 'section')}
      />
      <FieldChoice
        name="stageField"
        label={text('designStageField')}
        help={text('designStageFieldHelp')}
        writable
        value={stageField}
        error={error('stageField')}
        onInput={(field) => set({ edit: 'case.set', members: { stageField: field } }, 'stageField')}
      />
      <fieldset class="design-group">
        <legend>{text('designCondition')}</legend>
        <Checkbox
          name="condition"
          label={text('designConditionSome')}
          help={text('designConditionHelp')}
          checked={condition !== null}
          onChange={(checked) =>
            set(
              { edit: 'case.set', members: { condition: checked ? { field: '', values: [] } : null } },
              'condition',
            )
          }
        />
        {condition && (
          <>
            <FieldChoice
              name="condition.field"
              label={text('designConditionField')}
              value={condition.field}
              error={error('condition.field')}
              onInput={(field) =>
                set({ edit: 'case.set', members: { condition: { field, values: [] } } }, 'condition.field')
              }
            />
            <ValuesInput
              name="condition.values"
              label={text('designConditionValues')}
              choices={choicesOf(condition.field)}
              values={condition.values}
              error={error('condition.values') ?? error('condition.values.0')}
              onInput={(values) =>
                set(
                  { edit: 'case.set', members: { condition: { ...condition, values } } },
                  'condition.values',
                )
              }
            />
          </>
        )}
      </fieldset>
      <fieldset class="design-group">
        <legend>{text('designStarts')}</legend>
        <Checkbox
          name="starts.appear"
          label={text('designStartsAppear')}
          checked={starts.appear}
          onChange={(appear) =>
            set({ edit: 'case.set', members: { starts: { ...starts, appear } } }, 'starts')
          }
        />
        <Checkbox
          name="starts.seen"
          label={text('designStartsSeen')}
          checked={starts.seen}
          onChange={(seen) => set({ edit: 'case.set', members: { starts: { ...starts, seen } } }, 'starts')}
        />
        <Checkbox
          name="afterEnd"
          label={text('designAfterEnd')}
          checked={afterEnd === 'open'}
          onChange={(open) =>
            set({ edit: 'case.set', members: { afterEnd: open ? 'open' : 'locked' } }, 'afterEnd')
          }
        />
      </fieldset>
    </div>
  );
}
