/** Call activities start instances of other processes, and cancel them with themselves. */

import type { EffectOf } from '../../engine/model.ts';
import type { Change } from '../change.ts';
import { errandKeys } from '../errands.ts';
import { withdraw } from './timers.ts';

export function started(change: Change, { child }: EffectOf<'child.started'>): void {
  const { step, element, process, variables, businessKey, foreground } = child;
  const acting = foreground ? change.acting : null;
  const parent = change.subject.id;
  const instance = change.around.newId();
  change.errands.push({
    name: 'child-start',
    payload: { parent, step, instance, process, variables, businessKey, acting },
    key: errandKeys.childStart(parent, step),
  });
  change.log.push({ element, event: 'child.called', data: { step, process, instance } });
}

export function cancelled(change: Change, { step }: EffectOf<'child.cancelled'>): void {
  const parent = change.subject.id;
  withdraw(change, errandKeys.childStart(parent, step));
  change.errands.push({ name: 'child-cancel', payload: { parent, step } });
}
