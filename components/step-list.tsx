import './step-list.css';
import type { ComponentChildren } from 'preact';
import type { CaseStepView } from '../lib/protocol/index.ts';
import { Icon } from './icon.tsx';
import { stepIcon } from './step-icon.ts';

interface Props {
  steps: readonly CaseStepView[];
  /** What can be done about one, at the end of its line. */
  actionOf?: (step: CaseStepView) => ComponentChildren;
}

/** Steps of a case: what each is, and whose. */
export function StepList({ steps, actionOf }: Props) {
  return (
    <ul class="step-list">
      {steps.map((step) => (
        <li key={`${step.id} ${step.step}`}>
          <Icon name={stepIcon(step)} />
          <span>{step.name}</span>
          {performerOf(step) && <span class="step-list-performer">{performerOf(step)}</span>}
          {actionOf?.(step)}
        </li>
      ))}
    </ul>
  );
}

/** Whose step it is. */
export function performerOf({ performer: { user, role } }: Pick<CaseStepView, 'performer'>): string | null {
  return user?.name ?? role?.name ?? null;
}
