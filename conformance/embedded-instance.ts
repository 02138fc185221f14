/** One instance on the embedded engine: its state, and what its effects so far come to. */
import { RemoteProcess } from '../server/engine/camunda/state.ts';
import type { Definition } from '../server/engine/definition.ts';
import type { Effect, EventName, InstanceStatus, PageContent } from '../server/engine/model.ts';
import type { Advance } from '../server/engine/port.ts';

interface Step {
  element: string;
  type: string;
  status: 'running' | 'completed' | 'cancelled';
  /** It only holds the executions of a multi-instance, or is a link, which Operaton does not write down. */
  isHidden: boolean;
}

/** Effects that concern other instances. */
export type OutsideEffect = Extract<
  Effect,
  { type: 'child.started' | 'child.cancelled' | 'signal.thrown' | 'instance.ended' }
>;

export class EmbeddedInstance {
  readonly key: string;
  readonly definition: unknown;
  private readonly elements: Definition['elements'];
  readonly parent: { instance: EmbeddedInstance; step: string } | null;
  state: unknown = null;
  status: InstanceStatus = 'running';
  readonly steps = new Map<string, Step>();
  /** From the id of a step, timer or call to its element. */
  readonly tasks = new Map<string, string>();
  readonly timers = new Map<string, string>();
  readonly jobs = new Map<string, string>();
  readonly calls = new Map<string, string>();
  /** What the open tasks ask for. */
  readonly contents = new Map<string, PageContent>();
  /** Variables that receive fields of a record when the step on its page is done. */
  readonly outputs = new Map<string, string[]>();
  readonly moments = new Map<string, string>();
  readonly subscriptions = new Map<string, { element: string; event: EventName }>();

  constructor(key: string, definition: unknown, parent: EmbeddedInstance['parent']) {
    this.key = key;
    this.definition = definition;
    const { data: remote } = RemoteProcess.safeParse(definition);
    this.elements = (remote?.definition ?? (definition as Definition)).elements;
    this.parent = parent;
  }

  /** Takes over what a command has brought, and returns what concerns other instances, in order. */
  apply({ state, status, effects }: Advance): OutsideEffect[] {
    this.state = state;
    this.status = status;
    return effects.filter((effect): effect is OutsideEffect => {
      this.take(effect);
      return isOutside(effect);
    });
  }

  isAlive(): boolean {
    return this.status === 'running' || this.status === 'error';
  }

  waitingFor(kind: 'message' | 'signal', name: string): string[] {
    return [...this.subscriptions].flatMap(([id, { event }]) =>
      event.kind === kind && event.name === name ? [id] : [],
    );
  }

  /** All places at which something else than a person is waited for, in the words of a picture. */
  waits(): string[] {
    return [
      ...[...this.timers.values()].map((element) => `timer ${element}`),
      ...[...this.subscriptions.values()].map(({ element, event }) =>
        event.kind === 'record' ? `record @${element}` : `${event.kind} ${event.name}@${element}`,
      ),
      ...[...this.jobs.values()].map((element) => `work ${element}`),
    ];
  }

  private take(effect: Effect): void {
    switch (effect.type) {
      case 'step.entered':
        this.enter(effect);
        break;
      case 'step.completed':
        this.end(effect.step, 'completed');
        break;
      case 'step.cancelled':
        this.end(effect.step, 'cancelled');
        break;
      case 'task.opened':
        this.tasks.set(effect.task.step, effect.task.element);
        this.contents.set(effect.task.step, effect.task.content);
        this.outputs.set(effect.task.step, Object.values(effect.task.watch?.outputs ?? {}));
        break;
      case 'task.closed':
        this.tasks.delete(effect.step);
        break;
      case 'timer.set':
        this.moments.set(effect.timer, effect.at);
        this.timers.set(effect.timer, effect.element);
        break;
      case 'timer.cleared':
        this.timers.delete(effect.timer);
        break;
      case 'subscription.opened':
        this.subscriptions.set(effect.subscription, effect);
        break;
      case 'subscription.closed':
        this.subscriptions.delete(effect.subscription);
        break;
      case 'job.created':
        this.jobs.set(effect.job.step, effect.job.element);
        break;
      case 'job.cancelled':
        this.jobs.delete(effect.step);
        break;
      case 'child.started':
        this.calls.set(effect.child.step, effect.child.element);
        break;
      case 'instance.failed':
        // A job that has failed for good is no work to do any more.
        this.jobs.delete(effect.step);
        break;
      default:
    }
  }

  private enter({ step, element, elementType, index }: Extract<Effect, { type: 'step.entered' }>): void {
    const known = this.elements[element];
    const isBody = index === null && known !== undefined && known.loop !== null;
    const isLink = known?.type === 'throwLink' || known?.type === 'catchLink';
    this.steps.set(step, { element, type: elementType, status: 'running', isHidden: isBody || isLink });
  }

  private end(id: string, status: Step['status']): void {
    const step = this.steps.get(id);
    if (step === undefined) throw new Error(`Expected the end of a step that has begun, got ${id}.`);
    step.status = status;
    this.jobs.delete(id);
    this.calls.delete(id);
  }
}

function isOutside(effect: Effect): boolean {
  return ['child.started', 'child.cancelled', 'signal.thrown', 'instance.ended'].includes(effect.type);
}
