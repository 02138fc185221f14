import { useState } from 'preact/hooks';
import { Button, IconButton } from '../../../../../components/button.tsx';
import { text } from '../../../../../components/text.ts';
import { TextInput } from '../../../../../components/text-input.tsx';
import type { CaseStep } from '../../../../../lib/cases/definition.ts';
import type { StepMembers } from '../model/edits.ts';
import { outcomesIn } from './outcomes.ts';
import { parametersOf } from './parameters.ts';

interface Props {
  step: CaseStep;
  errors: ReadonlyMap<string, string>;
  onChange: (members: Partial<StepMembers>, mark: string) => void;
}

/**
 * The settings whose names have a code of the author's in them, or a language: the fields that a page offers, the facts that an
 * approval shows, texts in other languages. They are written by name, as docs/authoring.md lists them.
 */
export function OtherSettings({ step, errors, onChange }: Props) {
  const [name, setName] = useState('');
  const shown = new Set(parametersOf(step.kind).map((parameter) => parameter.name));
  const outcomes = outcomesIn(step).outcomes.map(({ code }) => code);
  const isOutcome = (property: string) =>
    outcomes.some((code) => /^(result|answer|button):/.test(property) && property.endsWith(`:${code}`));
  const others = Object.entries(step.properties).filter(
    ([property]) => !shown.has(property) && !isOutcome(property),
  );
  const trimmed = name.trim().replace(/^throughline:/, '');
  const add = () => {
    if (trimmed === '' || step.properties[trimmed] !== undefined) return;
    onChange({ properties: { ...step.properties, [trimmed]: '' } }, '');
    setName('');
  };
  if (step.kind === 'process' && others.length === 0) return null;
  return (
    <details class="design-more" open={others.some(([property]) => errors.has(`properties.${property}`))}>
      <summary>
        {text('designOther')}
        {others.length > 0 && <span class="design-mark">{String(others.length)}</span>}
      </summary>
      <div class="design-fields">
        <p class="field-help">{text('designOtherHelp')}</p>
        {others.map(([property, value]) => (
          <div key={property} class="design-adding">
            <TextInput
              name={`properties.${property}`}
              label={property}
              value={value}
              error={errors.get(`properties.${property}`) ?? null}
              onInput={(words) =>
                onChange({ properties: { ...step.properties, [property]: words } }, `setting ${property}`)
              }
            />
            <IconButton
              icon="delete"
              name={text('designRemoveOutcome', property)}
              onClick={() => {
                const { [property]: _gone, ...rest } = step.properties;
                onChange({ properties: rest }, '');
              }}
            />
          </div>
        ))}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter in the field adds, as the button beside it does */}
        <div
          class="design-adding"
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing || !(event.target instanceof HTMLInputElement))
              return;
            event.preventDefault();
            add();
          }}
        >
          <TextInput
            name="setting"
            label={text('designOtherName')}
            placeholder="de:title"
            value={name}
            onInput={setName}
          />
          <Button icon="add" disabled={trimmed === ''} onClick={add}>
            {text('designAdd')}
          </Button>
        </div>
      </div>
    </details>
  );
}
