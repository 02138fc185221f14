/** Runs an instance in a test: commands in, trace out. */
import type { Definition } from '../definition.ts';
import { invariant } from '../invariant.ts';
import type { Effect, EngineCommand, Incident, Job, OpenedTask, Values } from '../model.ts';
import type { OpenStep, Registration, State } from '../state.ts';
import { step } from '../step.ts';

export const NOW = '2026-03-02T09:00:00.000Z';

type Occasional<Command> = Command extends unknown ? Omit<Command, 'now' | 'actor'> : never;

export class Scenario {
  readonly definition: Definition;
  state: State;
  readonly effects: Effect[] = [];
  /** What the clock shows; a test may set it. */
  now = NOW;

  constructor(definition: Definition, variables: Values = {}, start: string | null = null, called = false) {
    this.definition = definition;
    const occasion = { now: NOW, actor: 'anna' };
    const outcome = step(definition, null, { type: 'start', ...occasion, start, called, variables });
    this.state = outcome.state;
    this.effects.push(...outcome.effects);
  }

  /** Completes the open task at an element, the oldest first. */
  complete(element: string, outcome: string | string[] = 'done', variables: Values = {}): this {
    const open = this.state.open.find((waiting) => waiting.element === element && waiting.performer);
    if (open === undefined)
      throw new Error(`Expected an open task at ${element}, got ${this.open.join(', ')}`);
    return this.completeStep(open.id, outcome, variables);
  }

  completeStep(id: string, outcome: string | string[] = 'done', variables: Values = {}): this {
    return this.command({ type: 'complete', step: id, outcome, variables });
  }

  cancel(): this {
    return this.command({ type: 'cancel', reason: 'no longer needed' });
  }

  /** The timer that leads to an element goes off, at its time. */
  timer(element: string): this {
    const { id, at } = this.registration(element);
    this.now = at ?? this.now;
    return this.command({ type: 'timer', timer: id });
  }

  /** The event that an element waits for happens. */
  event(element: string, variables: Values = {}): this {
    return this.command({ type: 'event', subscription: this.registration(element).id, variables });
  }

  /** The oldest system action at an element is carried out. */
  work(element: string, outputs: Values = {}): this {
    const open = this.step(element, ({ topic }) => topic !== undefined);
    return this.command({ type: 'job.completed', step: open.id, outputs });
  }

  /** It fails for good. */
  workFails(element: string, code: string | null = null, message = 'no answer'): this {
    const open = this.step(element, ({ topic }) => topic !== undefined);
    return this.command({ type: 'job.failed', step: open.id, code, message });
  }

  /** The oldest instance that was called from an element ends. */
  childEnds(
    element: string,
    variables: Values = {},
    how: { status?: 'completed' | 'cancelled'; error?: { code: string; message: string } } = {},
  ): this {
    const open = this.step(element, ({ process }) => process !== undefined);
    const { status = 'completed', error = null } = how;
    return this.command({ type: 'child.ended', step: open.id, status, error, variables });
  }

  /** The oldest open step at an element. */
  step(element: string, like: (step: OpenStep) => boolean = () => true): OpenStep {
    const found = this.state.open.find((open) => open.element === element && like(open));
    invariant(found, `an open step at ${element} among ${this.open.join(', ')}`);
    return found;
  }

  registration(element: string): Registration {
    const found = this.state.registrations.find((candidate) => candidate.element === element);
    invariant(found, `a timer or subscription for ${element}`);
    return found;
  }

  command(command: Occasional<EngineCommand>): this {
    const outcome = step(this.definition, this.state, { ...command, now: this.now, actor: 'anna' });
    this.state = outcome.state;
    this.effects.push(...outcome.effects);
    return this;
  }

  /** Elements at which steps wait for somebody or something: not those around them. */
  get open(): string[] {
    return this.state.open
      .filter(({ executions, loop, incident }) => !executions && !loop && !incident)
      .map(({ element }) => element);
  }

  get tasks(): OpenedTask[] {
    return this.effects.flatMap((effect) => (effect.type === 'task.opened' ? [effect.task] : []));
  }

  get jobs(): Job[] {
    return this.effects.flatMap((effect) => (effect.type === 'job.created' ? [effect.job] : []));
  }

  get incidents(): Incident[] {
    return this.effects.flatMap((effect) => (effect.type === 'instance.failed' ? [effect.incident] : []));
  }

  /** What happened, as `element event` in order. */
  get trace(): string[] {
    return this.effects.flatMap(line);
  }

  /** The elements whose steps were completed, in order. */
  get done(): string[] {
    return this.effects.flatMap((effect) => (effect.type === 'step.completed' ? [effect.element] : []));
  }
}

function line(effect: Effect): string[] {
  switch (effect.type) {
    case 'step.entered':
      return [`${effect.element} entered`];
    case 'step.completed':
      return [`${effect.element} ${effect.skipped === null ? 'completed' : 'skipped'}`];
    case 'step.cancelled':
      return [`${effect.element} cancelled`];
    case 'task.opened':
      return [`${effect.task.element} opened`];
    case 'instance.failed':
      return [`${effect.incident.element} ${effect.incident.code}`];
    case 'instance.ended':
      return [`instance ${effect.status}`];
    case 'signal.thrown':
      return [`signal ${effect.name}`];
    default:
      return [];
  }
}
