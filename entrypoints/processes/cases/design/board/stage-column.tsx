import { useId, useRef } from 'preact/hooks';
import { Button } from '../../../../../components/button.tsx';
import { Icon } from '../../../../../components/icon.tsx';
import { MenuButton } from '../../../../../components/menu-button.tsx';
import { counted, text } from '../../../../../components/text.ts';
import type { CaseStage } from '../../../../../lib/cases/definition.ts';
import type { Found } from '../findings/found.ts';
import type { Designing } from '../use-design.ts';
import type { Adding } from './board.tsx';
import { useDrag } from './drag.ts';
import { Grip } from './grip.tsx';
import { stageMenu } from './menus.ts';
import { StepCard } from './step-card.tsx';

export interface ItemProps {
  designing: Designing;
  found: readonly Found[];
  /** The id of the one item that Tab leads to. */
  tabStop: string | undefined;
  /** Does something to what is selected; the focus stays on it. */
  doing: (what: () => void) => void;
}

interface Props extends ItemProps {
  stage: CaseStage;
  onAdd: (adding: Adding) => void;
}

/** A stage with its steps. */
export function StageColumn({ stage, onAdd, ...props }: Props) {
  const { designing, found, tabStop, doing } = props;
  const { selected, select } = designing;
  const title = useId();
  const chosen = selected.type === 'stage' && selected.id === stage.id;
  const wrong = found.filter(({ at }) => at.type === 'stage' && at.id === stage.id).length;
  const column = useRef<HTMLElement>(null);
  const { dragged, edge } = useDrag(column, {
    item: { type: 'stage', id: stage.id },
    definition: designing.definition,
    onDrop: (edit) => doing(() => designing.edit(edit)),
  });
  return (
    <section
      class="design-stage"
      data-colour={stage.colour}
      data-drag={dragged}
      data-edge={edge}
      aria-labelledby={title}
      ref={column}
    >
      <div class="design-item design-stage-head">
        <Grip />
        <h3 id={title}>
          <button
            type="button"
            class="design-press"
            data-item={`stage ${stage.id}`}
            tabIndex={tabStop === stage.id ? 0 : -1}
            aria-current={chosen}
            onClick={() => select({ type: 'stage', id: stage.id })}
            onFocus={() => select({ type: 'stage', id: stage.id })}
          >
            <span class="design-dot" aria-hidden="true" />
            <span class="design-name">{stage.name || text('designNameless')}</span>
            <Marks stage={stage} wrong={wrong} />
          </button>
        </h3>
        {chosen && (
          <MenuButton
            icon="more"
            name={text('designMenu', stage.name)}
            groups={stageMenu(stage, designing, doing, onAdd)}
          />
        )}
      </div>
      <ol class="design-steps" aria-label={text('designStepsOf', stage.name)}>
        {stage.steps.map((step) => (
          <StepCard key={step.id} step={step} stage={stage} {...props} />
        ))}
      </ol>
      <div class="design-add">
        <Button icon="add" look="quiet" onClick={() => onAdd({ what: 'step', stage: stage.id })}>
          {text('designAddStep')}
          <span class="visually-hidden"> {text('designToStage', stage.name)}</span>
        </Button>
      </div>
    </section>
  );
}

/** What can be seen of a stage at a glance. */
function Marks({ stage: { end, advance }, wrong }: { stage: CaseStage; wrong: number }) {
  return (
    <>
      {end && (
        <span class={`design-mark design-end-${end}`}>
          {text(end === 'successful' ? 'designEndSuccessful' : 'designEndUnsuccessful')}
        </span>
      )}
      {advance.when !== 'manual' && <span class="design-mark">{text('designAdvances')}</span>}
      <WrongMark wrong={wrong} />
    </>
  );
}

/** How much is wrong with an item. */
export function WrongMark({ wrong }: { wrong: number }) {
  if (wrong === 0) return null;
  return (
    <span class="design-mark design-wrong">
      <Icon name="error" />
      <span class="visually-hidden">{counted('designFound', wrong)}</span>
      <span aria-hidden="true">{wrong}</span>
    </span>
  );
}
