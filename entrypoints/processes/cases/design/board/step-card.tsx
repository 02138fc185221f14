import { useRef } from 'preact/hooks';
import { Icon } from '../../../../../components/icon.tsx';
import { MenuButton } from '../../../../../components/menu-button.tsx';
import { text } from '../../../../../components/text.ts';
import type { CaseStage, CaseStep } from '../../../../../lib/cases/definition.ts';
import { kindWords, performerWords, resultWords } from '../kinds.ts';
import { useDrag } from './drag.ts';
import { Grip } from './grip.tsx';
import { stepMenu } from './menus.ts';
import { type ItemProps, WrongMark } from './stage-column.tsx';

interface Props extends ItemProps {
  step: CaseStep;
  stage: CaseStage;
}

/** A step of a stage: what it is, who does it, when it begins. */
export function StepCard({ step, stage, designing, found, tabStop, doing }: Props) {
  const { selected, select } = designing;
  const chosen = selected.type === 'step' && selected.id === step.id;
  const wrong = found.filter(({ at }) => at.type === 'step' && at.id === step.id).length;
  const before = stage.steps.find(({ id }) => id === step.after);
  const who = performerWords(step);
  const card = useRef<HTMLLIElement>(null);
  const { dragged, edge } = useDrag(card, {
    item: { type: 'step', id: step.id },
    definition: designing.definition,
    onDrop: (edit) => doing(() => designing.edit(edit)),
  });
  return (
    <li class="design-item design-card" ref={card} data-drag={dragged} data-edge={edge}>
      <Grip />
      <button
        type="button"
        class="design-press"
        data-item={`step ${step.id}`}
        tabIndex={tabStop === step.id ? 0 : -1}
        aria-current={chosen}
        onClick={() => select({ type: 'step', id: step.id })}
        onFocus={() => select({ type: 'step', id: step.id })}
      >
        <Icon name={step.kind} />
        <span class="design-card-words">
          <span class="design-name">{step.name || text('designNameless')}</span>
          <span class="design-card-facts">
            {[kindWords(step.kind), who].filter(Boolean).join(' · ')}
            {before && <span class="design-after">{text('designAfter', before.name)}</span>}
          </span>
          {step.results.map(({ result, stage: goal }) => (
            <span key={result} class="design-rule">
              <Icon name="continue" />
              {text('designRule', resultWords(step, result), nameOf(goal, designing))}
            </span>
          ))}
          {(step.required || wrong > 0) && (
            <span class="design-marks">
              {step.required && <span class="design-mark">{text('designRequired')}</span>}
              <WrongMark wrong={wrong} />
            </span>
          )}
        </span>
      </button>
      {chosen && (
        <MenuButton
          icon="more"
          name={text('designMenu', step.name)}
          groups={stepMenu(step, stage, designing, doing)}
        />
      )}
    </li>
  );
}

function nameOf(stage: string, { definition }: ItemProps['designing']): string {
  return definition.stages.find(({ id }) => id === stage)?.name ?? stage;
}
