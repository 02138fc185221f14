/** The `cancel` of elements that are over as soon as they are entered. */
import { invariant } from '../invariant.ts';
import type { Run } from '../run.ts';

export function neverWaits(_run: Run, step: string, element: { id: string }): void {
  invariant(false, `no waiting step ${step} at ${element.id}, which never waits`);
}
