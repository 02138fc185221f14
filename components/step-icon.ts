import { type CaseStepView, StepKind } from '../lib/protocol/index.ts';
import type { IconName } from './icon.tsx';

/** The picture of a step's kind; of one that is no page, that of processes. */
export function stepIcon({ kind }: Pick<CaseStepView, 'kind'>): IconName {
  const known = StepKind.safeParse(kind);
  return known.success ? known.data : 'process';
}
