/** Runs a case on the embedded engine, with called instances, in memory. */
import { createEmbeddedEngine } from '../server/engine/embedded.ts';
import type { EngineCommand, Values } from '../server/engine/model.ts';
import type { Deployable, Engine } from '../server/engine/port.ts';
import { type Action, type Case, nameOf, type Picture, type Runner } from './case.ts';
import { EmbeddedInstance } from './embedded-instance.ts';
import { keyOf } from './key.ts';
import { inOrder, isCounted, watched } from './picture.ts';

/** All cases begin at this moment; a timer that fires moves the clock to its own. */
const BEGIN = '2026-03-02T09:00:00.000Z';

type Untimed<Command> = Command extends unknown ? Omit<Command, 'now' | 'actor'> : never;

/** The runner of the embedded engine, or of another implementation of the port. */
export function createEmbeddedRunner(engine = createEmbeddedEngine(), name = 'embedded'): Runner {
  return {
    name,
    async *run(subject) {
      const run = await openEmbeddedRun(subject, engine);
      yield run.picture('start');
      for (const action of subject.script) {
        await run.act(action);
        yield run.picture(nameOf(action));
      }
    },
  };
}

/** Starts the instance of a case, for whoever decides on the actions one by one. */
export async function openEmbeddedRun(subject: Case, engine = createEmbeddedEngine()): Promise<EmbeddedRun> {
  const run = new EmbeddedRun(subject, engine, await deploy(engine, subject));
  await run.begin();
  return run;
}

/** The processes of a case by their keys. Throws the findings where one is refused. */
async function deploy(engine: Engine, { processes, forms = {} }: Case): Promise<Map<string, Deployable>> {
  const deployed = new Map<string, Deployable>();
  for (const bpmn of processes) {
    const outcome = await engine.deploy({ bpmn, forms });
    if (!outcome.ok)
      throw new Error(outcome.findings.map(({ element, problem }) => `${element}: ${problem}`).join('\n'));
    deployed.set(keyOf(bpmn), outcome.process);
  }
  return deployed;
}

export class EmbeddedRun {
  private readonly engine: Engine;
  private readonly subject: Case;
  private readonly deployed: Map<string, Deployable>;
  readonly instances: EmbeddedInstance[] = [];
  private now = BEGIN;

  constructor(subject: Case, engine: Engine, deployed: Map<string, Deployable>) {
    this.subject = subject;
    this.engine = engine;
    this.deployed = deployed;
  }

  async begin(): Promise<void> {
    const { processes, variables = {} } = this.subject;
    await this.start(keyOf(processes[0] ?? ''), variables, this.startElement(), null);
  }

  async act(action: Action): Promise<void> {
    if ('complete' in action) {
      const [instance, step] = this.open(action.complete, (each) => each.tasks);
      const { outcome = 'done', variables = {} } = action;
      await this.command(instance, { type: 'complete', step, outcome, variables });
    } else if ('timer' in action) await this.fire(action.timer);
    else if ('signal' in action) await this.throwSignal(action.signal, action.variables ?? {});
    else if ('record' in action) await this.happen(action.record, action.variables ?? {});
    else if ('set' in action) await this.command(this.root, { type: 'set-variables', variables: action.set });
    else if ('cancel' in action)
      await this.command(this.root, { type: 'cancel', reason: 'no longer needed' });
    else if ('error' in action || 'work' in action || 'fail' in action) await this.answerAsWorker(action);
    else await this.deliver(action.message, action.variables ?? {});
  }

  picture(after: string): Picture {
    for (const instance of this.instances) this.expectExplained(instance);
    const steps = this.instances.flatMap(({ steps }) => [...steps.values()]);
    const ids = (status: string) =>
      steps
        .filter((step) => step.status === status && !step.isHidden && isCounted(step.type))
        .map(({ element }) => element);
    const failed = this.instances.some(({ status }) => status === 'error');
    return {
      after,
      status: failed ? 'error' : this.root.status,
      tasks: this.instances.flatMap(({ tasks }) => [...tasks.values()]).toSorted(),
      waits: this.instances.flatMap((instance) => instance.waits()).toSorted(),
      completed: inOrder(this.subject, ids('completed')),
      cancelled: ids('cancelled').toSorted(),
      variables: watched(
        this.subject.watch ?? [],
        this.engine.variables(this.root.definition, this.root.state),
      ),
    };
  }

  /** No instance runs on without anything that it waits for. */
  private expectExplained({ definition, state, status, key }: EmbeddedInstance): void {
    if (status !== 'running' || this.engine.explain(definition, state).length > 0) return;
    throw new Error(`Expected ${key} to wait for something that can be named, got nothing.`);
  }

  private startElement(): string | null {
    const { begin, processes } = this.subject;
    if (begin === undefined) return null;
    if ('timer' in begin) return begin.timer;
    if ('at' in begin) return begin.at;
    const name = 'message' in begin ? begin.message : begin.signal;
    const starts = this.process(keyOf(processes[0] ?? '')).facts.starts;
    const start = starts.find(({ on }) => 'name' in on && on.name === name);
    if (start === undefined) throw new Error(`Expected a start event for ${name}, got none.`);
    return start.element;
  }

  private process(key: string): Deployable {
    const process = this.deployed.get(key);
    if (process === undefined) throw new Error(`Expected the process ${key} in the case, got none.`);
    return process;
  }

  private async start(
    key: string,
    variables: Values,
    start: string | null,
    parent: EmbeddedInstance['parent'],
  ): Promise<void> {
    const instance = new EmbeddedInstance(key, this.process(key).definition, parent);
    this.instances.push(instance);
    await this.command(instance, { type: 'start', start, called: parent !== null, variables });
  }

  private get root(): EmbeddedInstance {
    const [root] = this.instances;
    if (root === undefined) throw new Error('Expected an instance, got none.');
    return root;
  }

  /** Carries out a command and everything that follows from it in other instances. */
  private async command(instance: EmbeddedInstance, command: Untimed<EngineCommand>): Promise<void> {
    const timed = { ...command, now: this.now, actor: 'anna' } as EngineCommand;
    // What is stored is JSON: a state that does not survive that is found here.
    const state = instance.state === null ? null : JSON.parse(JSON.stringify(instance.state));
    const advance = await this.engine.advance(instance.definition, state, timed);
    const outside = instance.apply(advance);
    for (const effect of outside) {
      if (effect.type === 'child.started') {
        const { process, variables, step } = effect.child;
        await this.start(process, variables, null, { instance, step });
      } else if (effect.type === 'child.cancelled') {
        const child = this.childOf(instance, effect.step);
        if (child !== undefined) await this.command(child, { type: 'cancel', reason: 'its call was ended' });
      } else if (effect.type === 'signal.thrown') {
        await this.throwSignal(effect.name, effect.variables, instance);
      } else await this.tellParent(instance, effect);
    }
  }

  private childOf(parent: EmbeddedInstance, step: string): EmbeddedInstance | undefined {
    return this.instances.find(
      (each) => each.parent?.instance === parent && each.parent.step === step && each.isAlive(),
    );
  }

  private async tellParent(
    child: EmbeddedInstance,
    { status, error }: { status: 'completed' | 'cancelled'; error: { code: string; message: string } | null },
  ): Promise<void> {
    const { parent } = child;
    if (parent === null || !parent.instance.calls.has(parent.step)) return;
    const variables = this.engine.variables(child.definition, child.state);
    await this.command(parent.instance, { type: 'child.ended', step: parent.step, status, error, variables });
  }

  private open(
    element: string,
    of: (instance: EmbeddedInstance) => Map<string, string>,
  ): [EmbeddedInstance, string] {
    for (const instance of this.instances)
      for (const [id, at] of of(instance)) if (at === element) return [instance, id];
    throw new Error(`Expected something open at ${element}, got nothing.`);
  }

  private async fire(element: string): Promise<void> {
    const [instance, timer] = this.open(element, (each) => each.timers);
    const at = instance.moments.get(timer) ?? this.now;
    if (at > this.now) this.now = at;
    await this.command(instance, { type: 'timer', timer });
  }

  /** Those who wait when it is thrown hear it, unless one that heard it before has ended their wait. */
  private async throwSignal(name: string, variables: Values, thrower?: EmbeddedInstance): Promise<void> {
    const waiting = this.instances
      .filter((instance) => instance !== thrower)
      .flatMap((instance) => instance.waitingFor('signal', name).map((id) => [instance, id] as const));
    for (const [instance, subscription] of waiting)
      if (instance.subscriptions.has(subscription))
        await this.command(instance, { type: 'event', subscription, variables });
  }

  private async deliver(name: string, variables: Values): Promise<void> {
    for (const instance of this.instances) {
      const [subscription] = instance.waitingFor('message', name);
      if (subscription !== undefined)
        return this.command(instance, { type: 'event', subscription, variables });
    }
    throw new Error(`Expected somebody who waits for the message ${name}, got nobody.`);
  }

  private async happen(element: string, variables: Values): Promise<void> {
    for (const instance of this.instances)
      for (const [subscription, { element: at }] of instance.subscriptions)
        if (at === element) return this.command(instance, { type: 'event', subscription, variables });
    throw new Error(`Expected ${element} to wait for a record, got nothing.`);
  }

  private async answerAsWorker(
    action: Extract<Action, { work: string } | { error: string } | { fail: string }>,
  ): Promise<void> {
    const element = 'work' in action ? action.work : 'error' in action ? action.error : action.fail;
    const [instance, step] = this.open(element, (each) => each.jobs);
    if ('work' in action)
      return this.command(instance, { type: 'job.completed', step, outputs: action.variables ?? {} });
    const { code, message } =
      'error' in action
        ? { code: action.code, message: action.message ?? action.code }
        : { code: null, message: 'It failed.' };
    await this.command(instance, { type: 'job.failed', step, code, message });
  }
}
