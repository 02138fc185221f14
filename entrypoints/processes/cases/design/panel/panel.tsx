import '../../../panel.css';
import './panel.css';
import type { RefObject } from 'preact';
import { useMemo } from 'preact/hooks';
import { Banner } from '../../../../../components/banner.tsx';
import { text } from '../../../../../components/text.ts';
import { TextButton } from '../../../../../components/text-button.tsx';
import { errorsAt, type Found } from '../findings/found.ts';
import { findStep } from '../model/design.ts';
import type { Designing } from '../use-design.ts';
import { CasePanel } from './case-panel.tsx';
import { StagePanel } from './stage-panel.tsx';
import { StepPanel } from './step-panel.tsx';

export interface PanelProps {
  designing: Designing;
  /** What is wrong, by field. */
  errors: ReadonlyMap<string, string>;
}

interface Props {
  designing: Designing;
  found: readonly Found[];
  /** The key of a case that was deployed names it for good. */
  deployed: boolean;
  panelRef: RefObject<HTMLElement | null>;
  /** Back to the board. */
  onLeave: () => void;
}

/** The fields of what is selected: the case, a stage or a step. */
export function DesignPanel({ designing, found, deployed, panelRef, onLeave }: Props) {
  const { definition, selected, select } = designing;
  const errors = useMemo(() => errorsAt(found, selected), [found, selected]);
  const stage =
    selected.type === 'stage' ? definition.stages.find(({ id }) => id === selected.id) : undefined;
  const step = selected.type === 'step' ? findStep(definition, selected.id) : undefined;
  const title = stage ? 'designStage' : step ? 'designStep' : 'designTheCase';
  return (
    <aside
      class="design-panel"
      aria-label={text('designPanel')}
      ref={panelRef}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || selected.type === 'case') return;
        event.preventDefault();
        onLeave();
      }}
    >
      <div class="design-panel-head">
        <h2>{text(title)}</h2>
        {selected.type !== 'case' && (
          <TextButton onClick={() => select({ type: 'case' })}>{text('designToCase')}</TextButton>
        )}
      </div>
      {errors.has('') && <Banner kind="warning">{errors.get('')}</Banner>}
      {stage && <StagePanel {...{ stage, designing, errors }} />}
      {step && <StepPanel {...step} {...{ designing, errors }} />}
      {selected.type === 'case' && <CasePanel {...{ designing, errors, deployed }} />}
    </aside>
  );
}
