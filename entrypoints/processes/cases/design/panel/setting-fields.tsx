import { useId } from 'preact/hooks';
import { Select } from '../../../../../components/select.tsx';
import { text } from '../../../../../components/text.ts';
import { TextArea } from '../../../../../components/text-area.tsx';
import { TextInput } from '../../../../../components/text-input.tsx';
import type { CaseStep } from '../../../../../lib/cases/definition.ts';
import { choiceWords, GROUPS, settingWords } from './parameter-words.ts';
import { type Parameter, parametersOf } from './parameters.ts';

interface Props {
  step: CaseStep;
  errors: ReadonlyMap<string, string>;
  /** Empty: as usual. */
  onInput: (property: string, value: string) => void;
}

/** What a step says to its performer stands open; the rest is folded, as most steps need none of it. */
export function SettingFields({ step, errors, onInput }: Props) {
  const parameters = parametersOf(step.kind);
  return (
    <>
      {Object.keys(GROUPS).map((group) => {
        const own = parameters.filter((parameter) => parameter.group === group);
        if (own.length === 0) return null;
        const fields = own.map((parameter) => (
          <Setting key={parameter.name} {...{ parameter, step, errors, onInput }} />
        ));
        if (group === 'step' || group === 'mail') return <Group key={group} group={group} fields={fields} />;
        const set = own.filter(({ name }) => step.properties[name] !== undefined).length;
        return (
          <details key={group} class="design-more">
            <summary>
              {groupWords(group)}
              {set > 0 && <span class="design-mark">{String(set)}</span>}
            </summary>
            <div class="design-fields">{fields}</div>
          </details>
        );
      })}
    </>
  );
}

function Group({ group, fields }: { group: string; fields: preact.ComponentChildren }) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: its fields are laid out as all others
    <div class="design-fields" role="group" aria-labelledby={id}>
      <h3 id={id}>{groupWords(group)}</h3>
      {fields}
    </div>
  );
}

function groupWords(group: string): string {
  const key = GROUPS[group];
  return key ? text(key) : group;
}

function Setting({ parameter, step, errors, onInput }: Props & { parameter: Parameter }) {
  const { name, type, values } = parameter;
  const property = `properties.${name}`;
  const field = {
    ...{ name: property, ...settingWords(name), error: errors.get(property) ?? null },
    ...{ value: step.properties[name] ?? '', onInput: (value: string) => onInput(name, value) },
  };
  if (type === 'text') return <TextArea {...field} />;
  if (type === 'line') return <TextInput {...field} />;
  return <Select {...field} always options={values.map((code) => ({ code, label: choiceWords(code) }))} />;
}
