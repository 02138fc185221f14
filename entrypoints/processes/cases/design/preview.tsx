import { useMemo } from 'preact/hooks';
import { StageBar } from '../../../../components/stage-bar.tsx';
import { text } from '../../../../components/text.ts';
import { courseOf } from '../../../../lib/cases/courses.ts';
import type { CaseDefinition } from '../../../../lib/cases/definition.ts';
import type { StageBar as Bar } from '../../../../lib/messaging/contract.ts';
import { findStep } from './model/design.ts';
import type { Designing, Selected } from './use-design.ts';

/** The bar as people will see it on a record that is in the stage that is selected. */
export function Preview({ designing: { definition, selected, select } }: { designing: Designing }) {
  const stage = stageAt(definition, selected);
  const bar = useMemo(() => previewOf(definition, stage), [definition, stage]);
  return (
    <section class="design-preview" aria-label={text('designPreview')}>
      <p class="note">{text('designPreviewHelp')}</p>
      <StageBar bar={bar} onStage={(id) => select({ type: 'stage', id })} />
    </section>
  );
}

/** The stage that is selected, or that of the step; else the first one. */
export function stageAt(definition: CaseDefinition, selected: Selected): string {
  const first = definition.stages[0]?.id ?? '';
  if (selected.type === 'case') return first;
  return selected.type === 'stage' ? selected.id : (findStep(definition, selected.id)?.stage.id ?? first);
}

/** What a record in that stage would be shown with; nothing of it has happened. */
export function previewOf(definition: CaseDefinition, stage: string): Bar {
  const { stages, name } = definition;
  const at = stages.findIndex(({ id }) => id === stage);
  const open = stages[at]?.steps.filter(({ after }) => after === null).length ?? 0;
  return {
    ...{ name, status: 'running', stage, open, moving: null, refused: null },
    ...{ agreement: { state: 'agreed' }, change: null, mayMove: true },
    stages: stages.map((one, index) => ({
      ...{ id: one.id, name: one.name, colour: one.colour, group: one.group, end: one.end, visits: [] },
      reached: index <= at,
      move: moveOf(definition, stage, one.id),
    })),
  };
}

function moveOf(definition: CaseDefinition, from: string, to: string): Bar['stages'][number]['move'] {
  if (from === to) return 'current';
  const course = courseOf(definition, from, to);
  return course === null ? 'closed' : course === 'back' ? 'back' : 'forward';
}
