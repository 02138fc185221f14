/** Steps begin and end to wait for messages, signals and record events. */

import type { EffectOf } from '../../engine/model.ts';
import type { Change } from '../change.ts';

export function opened(change: Change, effect: EffectOf<'subscription.opened'>): void {
  const { subscription, step, element, event } = effect;
  change.subscribed.set(subscription, { step, element, event });
}

export function closed(change: Change, { subscription }: EffectOf<'subscription.closed'>): void {
  if (!change.subscribed.delete(subscription)) change.unsubscribed.push(subscription);
}
