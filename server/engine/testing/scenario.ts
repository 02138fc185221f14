/** Runs an instance in a test: commands in, trace out. */
import type { Definition } from '../definition.ts';
import type { Effect, Incident, OpenedTask, Values } from '../model.ts';
import type { State } from '../state.ts';
import { step } from '../step.ts';

export const NOW = '2026-03-02T09:00:00.000Z';

export class Scenario {
  readonly definition: Definition;
  state: State;
  readonly effects: Effect[] = [];

  constructor(definition: Definition, variables: Values = {}) {
    this.definition = definition;
    const outcome = step(definition, null, { type: 'start', now: NOW, actor: 'anna', variables });
    this.state = outcome.state;
    this.effects.push(...outcome.effects);
  }

  /** Completes the open step at an element, the oldest first. */
  complete(element: string, outcome: string | string[] = 'done', variables: Values = {}): this {
    const open = this.state.waiting.find((waiting) => waiting.element === element);
    if (open === undefined)
      throw new Error(`Expected an open step at ${element}, got ${this.open.join(', ')}`);
    return this.completeStep(open.id, outcome, variables);
  }

  completeStep(id: string, outcome: string | string[] = 'done', variables: Values = {}): this {
    return this.run({ type: 'complete', now: NOW, actor: 'anna', step: id, outcome, variables });
  }

  cancel(): this {
    return this.run({ type: 'cancel', now: NOW, actor: 'anna', reason: 'no longer needed' });
  }

  /** Elements at which steps are open. */
  get open(): string[] {
    return this.state.waiting.map(({ element }) => element);
  }

  get tasks(): OpenedTask[] {
    return this.effects.flatMap((effect) => (effect.type === 'task.opened' ? [effect.task] : []));
  }

  get incidents(): Incident[] {
    return this.effects.flatMap((effect) => (effect.type === 'instance.failed' ? [effect.incident] : []));
  }

  /** What happened, as `element event` in order. */
  get trace(): string[] {
    return this.effects.flatMap(line);
  }

  private run(command: Parameters<typeof step>[2]): this {
    const outcome = step(this.definition, this.state, command);
    this.state = outcome.state;
    this.effects.push(...outcome.effects);
    return this;
  }
}

function line(effect: Effect): string[] {
  switch (effect.type) {
    case 'step.entered':
      return [`${effect.element} entered`];
    case 'step.completed':
      return [`${effect.element} completed`];
    case 'step.cancelled':
      return [`${effect.element} cancelled`];
    case 'task.opened':
      return [`${effect.task.element} opened`];
    case 'instance.failed':
      return [`${effect.incident.element} ${effect.incident.code}`];
    case 'instance.ended':
      return [`instance ${effect.status}`];
    case 'task.closed':
    case 'instance.captioned':
      return [];
  }
}
