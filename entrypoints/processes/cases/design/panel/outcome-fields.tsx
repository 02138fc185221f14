import { useState } from 'preact/hooks';
import { Button, IconButton } from '../../../../../components/button.tsx';
import { Select } from '../../../../../components/select.tsx';
import { text } from '../../../../../components/text.ts';
import { TextInput } from '../../../../../components/text-input.tsx';
import { courseOf } from '../../../../../lib/cases/courses.ts';
import type { CaseDefinition, CaseStage, CaseStep } from '../../../../../lib/cases/definition.ts';
import { outcomeWords } from '../kinds.ts';
import type { StepMembers } from '../model/edits.ts';
import { addOutcome, type Outcome, outcomesIn, removeOutcome, ruleFor, wordOutcome } from './outcomes.ts';

interface Props {
  definition: CaseDefinition;
  stage: CaseStage;
  step: CaseStep;
  error: string | null;
  onChange: (members: Partial<StepMembers>, mark: string) => void;
}

/** What can come of a step, and to which stage the record goes with it (behaviour 8.5). */
export function OutcomeFields({ definition, stage, step, error, onChange }: Props) {
  const { outcomes, adds } = outcomesIn(step);
  const goals = definition.stages.filter(({ id }) => courseOf(definition, stage.id, id) !== null);
  if (outcomes.length === 0 && !adds) return null;
  return (
    <fieldset class="design-group" name="results" tabIndex={-1} aria-invalid={error ? true : undefined}>
      <legend>{text('designOutcomes')}</legend>
      <p class="field-help">{text('designOutcomesHelp')}</p>
      {error && <p class="field-error">{error}</p>}
      {outcomes.length > 0 && (
        <ul class="design-outcomes">
          {outcomes.map((outcome) => (
            <Row
              key={outcome.code}
              outcome={outcome}
              goals={goals}
              all={definition.stages}
              onWords={(words) => onChange(wordOutcome(step, outcome.code, words), `outcome ${outcome.code}`)}
              onGoal={(goal) => onChange(ruleFor(step, outcome.code, goal), `goal ${outcome.code}`)}
              onRemove={() => onChange(removeOutcome(step, outcome.code), '')}
            />
          ))}
        </ul>
      )}
      {adds && <Adding key={step.id} onAdd={(words) => onChange(addOutcome(step, words), '')} />}
    </fieldset>
  );
}

interface RowProps {
  outcome: Outcome;
  goals: readonly CaseStage[];
  all: readonly CaseStage[];
  onWords: (words: string) => void;
  onGoal: (stage: string | null) => void;
  onRemove: () => void;
}

function Row({ outcome: { code, words, owned, goal }, goals, all, onWords, onGoal, onRemove }: RowProps) {
  const name = words ?? outcomeWords(code);
  const options = goals.map(({ id, name: label }) => ({ code: id, label: text('designGoTo', label) }));
  const missing = goal !== null && goal !== '' && !goals.some(({ id }) => id === goal);
  const label = all.find(({ id }) => id === goal)?.name ?? goal ?? '';
  return (
    <li>
      {owned && words !== null ? (
        <TextInput
          name={`outcome.${code}`}
          label={text('designOutcome', code)}
          value={words}
          onInput={onWords}
        />
      ) : (
        <p class="design-outcome-name">{name}</p>
      )}
      <Select
        name={`goal.${code}`}
        label={text('designGoal', name)}
        always
        options={[
          { code: '', label: text('designStay') },
          ...options,
          ...(missing ? [{ code: goal, label: text('designGoTo', label) }] : []),
        ]}
        value={goal ?? ''}
        onInput={(stage) => onGoal(stage || null)}
      />
      {owned && <IconButton icon="delete" name={text('designRemoveOutcome', name)} onClick={onRemove} />}
    </li>
  );
}

function Adding({ onAdd }: { onAdd: (words: string) => void }) {
  const [words, setWords] = useState('');
  const add = () => {
    if (words.trim() === '') return;
    onAdd(words.trim());
    setWords('');
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter in the field adds, as the button beside it does
    <div
      class="design-adding"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        add();
      }}
    >
      <TextInput name="outcome" label={text('designOutcomeNew')} value={words} onInput={setWords} />
      <Button icon="add" disabled={words.trim() === ''} onClick={add}>
        {text('designAdd')}
      </Button>
    </div>
  );
}
