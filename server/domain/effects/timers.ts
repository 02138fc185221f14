/** Timers are set and cleared. */

import type { EffectOf } from '../../engine/model.ts';
import type { Change } from '../change.ts';
import { errandKeys } from '../errands.ts';

export function set(change: Change, { timer, element, at }: EffectOf<'timer.set'>): void {
  const instance = change.subject.id;
  const key = errandKeys.timer(instance, timer);
  change.errands.push({ name: 'timer', payload: { instance, timer }, key, at: new Date(at) });
  change.log.push({ element, event: 'timer.set', data: { timer, at } });
}

export function cleared(change: Change, { timer }: EffectOf<'timer.cleared'>): void {
  withdraw(change, errandKeys.timer(change.subject.id, timer));
}

/** Nobody wants the errand with this key any more, be it posted before or by this change. */
export function withdraw(change: Change, key: string): void {
  const own = change.errands.findIndex((errand) => errand.key === key);
  if (own >= 0) change.errands.splice(own, 1);
  change.dropped.push(key);
}
