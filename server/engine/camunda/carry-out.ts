/** Carries out commands on the remote engine. What they bring about is seen by the look that follows. */
import { ProtocolError, phrase } from '../../../lib/protocol/index.ts';
import { own } from '../invariant.ts';
import type { EngineCommand, Values } from '../model.ts';
import { noCase } from '../refusals.ts';
import { thrownBy } from '../thrown-by.ts';
import type { CamundaClient } from './client.ts';
import { actionOf, LOCK_MS, WORKER } from './notice-work.ts';
import type { RemoteProcess, RemoteState, SeenEvent, SeenStep } from './state.ts';
import { unwritten } from './unwritten.ts';

export type CommandOf<Type extends EngineCommand['type']> = Extract<EngineCommand, { type: Type }>;

/** What a command needs to be carried out. */
interface Order {
  client: CamundaClient;
  process: RemoteProcess;
  state: RemoteState;
}

/** Starts an instance and returns its id there. */
export async function start(
  client: CamundaClient,
  { id, definition }: RemoteProcess,
  command: CommandOf<'start'>,
): Promise<string> {
  const variables = { ...unwritten(definition), ...command.variables };
  return (await client.start(id, variables, { at: command.start })).id;
}

/** Any command but the start. Throws `ProtocolError` where it does not fit what was seen last. */
export async function carryOut(order: Order, command: EngineCommand): Promise<void> {
  const { client, state } = order;
  switch (command.type) {
    case 'complete':
      return completeTask(order, taskStep(state, command.step), command.variables, command.outcome);
    case 'cancel':
      expectAlive(state);
      return client.cancel(state.instance);
    case 'timer':
      return client.executeJob(eventOf(state, command.timer).id);
    case 'event':
      return deliver(client, eventOf(state, command.subscription), command.variables);
    case 'job.completed':
      return completeJob(order, workStep(state, command.step), command.outputs);
    case 'job.failed':
      return failJob(client, workStep(state, command.step), command);
    case 'retry':
      return retry(order, command.step);
    case 'skip':
      return skip(order, command);
    case 'set-variables':
      expectAlive(state);
      return client.setVariables(state.instance, command.variables);
    case 'reassign':
      // Who performs a step is our own matter: the look hands the task over.
      taskStep(state, command.step);
      return;
    case 'case.move':
    case 'case.settle':
    case 'case.add':
    case 'case.remove':
      throw noCase();
    case 'start':
    case 'child.ended':
      throw stale(command.type === 'start' ? 'a start' : command.step);
  }
}

async function completeTask(
  { client, process }: Order,
  step: SeenStep & { task: string },
  variables: Values,
  outcome: string | string[] | null,
): Promise<void> {
  const element = process.definition.elements[step.element];
  const result = element?.type === 'userTask' ? element.plan.result : null;
  await client.completeTask(step.task, result === null ? variables : { ...variables, [result]: outcome });
  const signal = element?.type === 'userTask' ? thrownBy(element.plan, outcome) : null;
  if (signal !== null) await client.throwSignal(signal, {});
}

async function deliver(client: CamundaClient, event: SeenEvent, variables: Values): Promise<void> {
  const { execution, event: name } = event;
  if (name === undefined || execution === null) throw stale(event.id);
  if (name.kind === 'message') await client.deliverMessage(execution, name.name, variables);
  else await client.throwSignal(name.name, variables, execution);
}

async function completeJob(
  { client, process }: Order,
  { element: id, external }: SeenStep & { external: string },
  outputs: Values,
): Promise<void> {
  const element = process.definition.elements[id];
  const action = element === undefined ? null : actionOf(element);
  const variables = Object.entries(outputs).flatMap(([name, value]) => {
    const target = own(action?.outputs ?? {}, name) ?? (action?.all === true ? name : undefined);
    return target === undefined ? [] : [[target, value] as const];
  });
  await client.lockExternalTask(external, WORKER, LOCK_MS);
  await client.completeExternalTask(external, WORKER, Object.fromEntries(variables));
}

async function failJob(
  client: CamundaClient,
  { external }: SeenStep & { external: string },
  { code, message }: CommandOf<'job.failed'>,
): Promise<void> {
  await client.lockExternalTask(external, WORKER, LOCK_MS);
  if (code === null) await client.failExternalTask(external, WORKER, message);
  else await client.raiseError(external, WORKER, code, message, {});
}

/** Work is tried there once more; what only failed here is tried again by the look. */
async function retry({ client, state }: Order, id: string): Promise<void> {
  const step = state.open.find((candidate) => candidate.id === id);
  if (step?.incident === undefined) throw stale(id);
  if (step.external !== undefined) return client.setRetries(step.external, 1);
  for (const event of state.events)
    if (event.step === id && event.at !== undefined && step.incident.code === 'job-failed')
      await client.setJobRetries(event.id, 1);
}

async function skip(order: Order, command: CommandOf<'skip'>): Promise<void> {
  const { client, state } = order;
  const step = state.open.find(({ id }) => id === command.step);
  if (step === undefined) throw stale(command.step);
  const { task, external } = step;
  if (task !== undefined) return completeTask(order, { ...step, task }, command.variables, command.outcome);
  if (external === undefined)
    throw new ProtocolError('step-unfit', {
      expected: phrase('skippable-step'),
      got: step.element,
    });
  if (step.incident !== undefined) await client.setRetries(external, 1);
  await client.lockExternalTask(external, WORKER, LOCK_MS);
  await client.completeExternalTask(external, WORKER, command.variables);
}

function taskStep(state: RemoteState, id: string): SeenStep & { task: string } {
  const step = state.open.find((candidate) => candidate.id === id);
  if (step?.task !== undefined && step.performer !== undefined) return { ...step, task: step.task };
  const number = /^s([1-9]\d*)$/.exec(id)?.[1];
  if (number === undefined || Number(number) > state.steps)
    throw new ProtocolError('task-unknown', { task: id });
  const reason = phrase(state.status === 'cancelled' ? 'cancelled' : 'completed');
  throw new ProtocolError('task-closed', {
    ...{ reason, by: phrase('somebody'), at: phrase('an-earlier-time') },
  });
}

function workStep({ open }: RemoteState, id: string): SeenStep & { external: string } {
  const step = open.find((candidate) => candidate.id === id);
  if (step?.external === undefined || step.incident !== undefined) throw stale(id);
  return { ...step, external: step.external };
}

function eventOf({ events }: RemoteState, id: string): SeenEvent {
  const event = events.find((candidate) => candidate.id === id);
  if (event === undefined) throw stale(id);
  return event;
}

function expectAlive({ status }: RemoteState): void {
  if (status === 'completed' || status === 'cancelled')
    throw new ProtocolError('instance-closed', { status: phrase(status) });
}

function stale(got: string): ProtocolError {
  return new ProtocolError('stale-event', { got });
}
