/** Table of contents: what each effect of the engine does, by its type. */
import type { Effect, EffectOf } from '../engine/model.ts';
import type { Change } from './change.ts';
import * as children from './effects/children.ts';
import * as jobs from './effects/jobs.ts';
import * as life from './effects/life.ts';
import * as signals from './effects/signals.ts';
import * as steps from './effects/steps.ts';
import * as subscriptions from './effects/subscriptions.ts';
import * as tasks from './effects/tasks.ts';
import * as timers from './effects/timers.ts';

const COLLECTORS: { [Type in Effect['type']]: (change: Change, effect: EffectOf<Type>) => void } = {
  'step.entered': steps.entered,
  'step.completed': steps.completed,
  'step.cancelled': steps.cancelled,
  'task.opened': tasks.opened,
  'task.closed': tasks.closed,
  'task.reassigned': tasks.reassigned,
  'timer.set': timers.set,
  'timer.cleared': timers.cleared,
  'subscription.opened': subscriptions.opened,
  'subscription.closed': subscriptions.closed,
  'job.created': jobs.created,
  'job.cancelled': jobs.cancelled,
  'child.started': children.started,
  'child.cancelled': children.cancelled,
  'signal.thrown': signals.thrown,
  'instance.captioned': life.captioned,
  'instance.ended': life.ended,
  'instance.failed': life.failed,
  'instance.recovered': life.recovered,
};

/** Takes an effect into the change; nothing is written yet. */
export function collect<Type extends Effect['type']>(change: Change, effect: EffectOf<Type>): void {
  const collector: (change: Change, effect: EffectOf<Type>) => void = COLLECTORS[effect.type as Type];
  collector(change, effect);
}
