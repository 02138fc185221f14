/** Signals leave the instance. */

import type { EffectOf } from '../../engine/model.ts';
import type { Change } from '../change.ts';

export function thrown(change: Change, { name, variables }: EffectOf<'signal.thrown'>): void {
  change.signals.push({ name, variables });
  change.log.push({ element: null, event: 'signal.thrown', data: { name } });
}
