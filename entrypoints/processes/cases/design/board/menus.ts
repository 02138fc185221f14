/** What the menus of stages and steps offer: the same as dragging and the keys do. */
import type { MenuGroup, MenuItem } from '../../../../../components/menu.tsx';
import { text } from '../../../../../components/text.ts';
import type { CaseStage, CaseStep } from '../../../../../lib/cases/definition.ts';
import type { CaseEdit } from '../model/edits.ts';
import { isShared } from '../model/slots.ts';
import type { Designing } from '../use-design.ts';
import type { Adding } from './board.tsx';
import type { ItemProps } from './stage-column.tsx';

type Doing = ItemProps['doing'];

export function stageMenu(
  stage: CaseStage,
  { definition, edit }: Designing,
  doing: Doing,
  onAdd: (adding: Adding) => void,
): MenuGroup[] {
  const { id } = stage;
  const act = (what: CaseEdit) => () => doing(() => edit(what));
  const leaders = definition.stages.filter(
    (other) => other.group === null && other.id !== id && other.id !== stage.group,
  );
  return [
    {
      heading: text('designMove'),
      items: [
        {
          ...{ key: 'back', icon: 'back', label: text('designMoveBack') },
          act: act({ edit: 'stage.shift', stage: id, by: -1 }),
        },
        {
          ...{ key: 'on', icon: 'continue', label: text('designMoveOn') },
          act: act({ edit: 'stage.shift', stage: id, by: 1 }),
        },
      ],
    },
    {
      heading: text('designPlace'),
      items: [
        ...(isShared(definition.stages, stage)
          ? [
              {
                ...{ key: 'alone', icon: 'columns' as const, label: text('designPlaceOwn') },
                act: act({ edit: 'stage.group', stage: id, with: null }),
              },
            ]
          : []),
        ...leaders.map(
          (leader): MenuItem => ({
            ...{ key: `with ${leader.id}`, icon: 'compare', label: text('designPlaceWith', leader.name) },
            act: act({ edit: 'stage.group', stage: id, with: leader.id }),
          }),
        ),
      ],
    },
    {
      heading: text('designStage'),
      items: [
        {
          ...{ key: 'step', icon: 'add', label: text('designAddStep') },
          act: () => onAdd({ what: 'step', stage: id }),
        },
        {
          ...{ key: 'before', icon: 'add', label: text('designAddStageBefore') },
          act: () => onAdd({ what: 'stage', before: id }),
        },
        {
          ...{ key: 'delete', icon: 'delete', label: text('designDeleteStage') },
          disabled: definition.stages.length === 1,
          act: act({ edit: 'stage.delete', stage: id }),
        },
      ],
    },
  ].filter(({ items }) => items.length > 0) as MenuGroup[];
}

export function stepMenu(
  step: CaseStep,
  stage: CaseStage,
  { definition, edit }: Designing,
  doing: Doing,
): MenuGroup[] {
  const { id } = step;
  const act = (what: CaseEdit) => () => doing(() => edit(what));
  const others = definition.stages.filter((other) => other !== stage);
  return [
    {
      heading: text('designMove'),
      items: [
        {
          ...{ key: 'up', icon: 'up', label: text('designMoveUp') },
          act: act({ edit: 'step.shift', step: id, by: -1 }),
        },
        {
          ...{ key: 'down', icon: 'down', label: text('designMoveDown') },
          act: act({ edit: 'step.shift', step: id, by: 1 }),
        },
        ...others.map(
          (other): MenuItem => ({
            ...{ key: `to ${other.id}`, icon: 'continue', label: text('designMoveTo', other.name) },
            act: act({ edit: 'step.move', step: id, stage: other.id, before: null }),
          }),
        ),
      ],
    },
    {
      heading: text('designStep'),
      items: [
        {
          ...{ key: 'copy', icon: 'copy', label: text('designCopyStep') },
          act: act({ edit: 'step.copy', step: id, code: id }),
        },
        {
          ...{ key: 'delete', icon: 'delete', label: text('designDeleteStep') },
          act: act({ edit: 'step.delete', step: id }),
        },
      ],
    },
  ];
}
