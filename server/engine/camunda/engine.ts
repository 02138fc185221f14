/**
 * An engine of the Camunda 7 family as the second implementation of the port: it executes the processes, and
 * everything else stays ours. A command is carried out over its REST interface; what it has brought about is
 * found by comparing the engine's history with what was seen before. So nothing is lost when an answer is:
 * the next look catches up.
 */
import { ProtocolError, phrase } from '../../../lib/protocol/index.ts';
import type { EngineCommand, Meanwhile, Waiting } from '../model.ts';
import { type Advance, type Engine, processFiles } from '../port.ts';
import { carryOut, start } from './carry-out.ts';
import { type CamundaClient, createCamundaClient } from './client.ts';
import { check, deploy } from './deploy.ts';
import { openDraft } from './draft.ts';
import { notice } from './notice.ts';
import { nameOf } from './notice-events.ts';
import { RemoteProcess, RemoteState, type SeenEvent, unseen } from './state.ts';
import { type EngineAddress, RemoteFault, RemoteRefusal } from './transport.ts';
import { readView, type View } from './view.ts';

/** So often a look waits for work that the remote engine does by itself; what comes later is seen later. */
const MOST_ROUNDS = 25;

/** Makes the engine. It keeps nothing between two calls but the address. */
export function createCamundaEngine(address: EngineAddress): Engine {
  const client = createCamundaClient(address);
  return {
    check: (files) => check(processFiles(files)),
    deploy: (files) => deploy(client, processFiles(files)),
    advance(definition, state, command) {
      const process = RemoteProcess.parse(definition);
      if (command.type === 'start') return begin(client, process, command);
      return goOn(client, process, RemoteState.parse(state), command);
    },
    explain: (definition, state) => explain(RemoteProcess.parse(definition), RemoteState.parse(state)),
    variables: (_definition, state) => RemoteState.parse(state).variables,
  };
}

async function begin(
  client: CamundaClient,
  process: RemoteProcess,
  command: Extract<EngineCommand, { type: 'start' }>,
): Promise<Advance> {
  const instance = await refused(() => start(client, process, command));
  return look(client, process, unseen(instance), command);
}

async function goOn(
  client: CamundaClient,
  process: RemoteProcess,
  state: RemoteState,
  command: EngineCommand,
): Promise<Advance> {
  try {
    await refused(() => carryOut({ client, process, state }, command));
  } catch (refusal) {
    if (!(refusal instanceof ProtocolError) || !(refusal.cause instanceof RemoteRefusal)) throw refusal;
    // It may have been carried out before, by us with an answer that was lost, or by somebody else.
    const advance = await look(client, process, state, command);
    if (isStillOpen(RemoteState.parse(advance.state), command)) throw refusal;
    return advance;
  }
  return look(client, process, state, command);
}

async function look(
  client: CamundaClient,
  process: RemoteProcess,
  state: RemoteState,
  command: EngineCommand,
): Promise<Advance> {
  const view = await readSettled(client, state.instance, process.id);
  if (view === null)
    throw new RemoteFault(
      `Expected the remote engine to know the instance ${state.instance}, got none. Its history must be kept (level "activity" or "full") for as long as instances run.`,
    );
  return notice(openDraft(process.definition, state, view, command), client);
}

/** Reads an instance when it has come to where it waits: what it would do later by itself is done now. */
async function readSettled(client: CamundaClient, instance: string, process: string): Promise<View | null> {
  let view = await readView(client, instance, process);
  for (let round = 0; round < MOST_ROUNDS && view !== null && view.continuations.length > 0; round += 1) {
    for (const job of view.continuations) await executed(client, job);
    view = await readView(client, instance, process);
  }
  return view;
}

/** A job that fails, or that the engine itself executes at the same moment, shows in the next view. */
async function executed(client: CamundaClient, job: string): Promise<void> {
  try {
    await client.executeJob(job);
  } catch (refusal) {
    if (!(refusal instanceof RemoteRefusal)) throw refusal;
  }
}

/** A refusal of the remote engine, in words of ours; the instance is as it was. */
async function refused<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (refusal) {
    if (!(refusal instanceof RemoteRefusal)) throw refusal;
    const error = new ProtocolError('step-unfit', {
      expected: phrase('remote-command'),
      got: refusal.message,
    });
    error.cause = refusal;
    throw error;
  }
}

/** Whether what the command is about waits as before. */
function isStillOpen({ open, events }: RemoteState, command: EngineCommand): boolean {
  if ('step' in command) return open.some(({ id }) => id === command.step);
  if (command.type === 'timer') return events.some(({ id }) => id === command.timer);
  if (command.type === 'event') return events.some(({ id }) => id === command.subscription);
  return true;
}

/** The same as the embedded engine says; of what surrounds a step, only its own events are known by it. */
function explain({ definition }: RemoteProcess, { open, events }: RemoteState): Waiting[] {
  const named = (element: string) => definition.elements[element]?.name ?? element;
  const asideOf = (waited: SeenEvent): Meanwhile[] => {
    const element = definition.elements[waited.element];
    const awaited = awaitedBy(waited);
    if (element?.type !== 'boundaryEvent' || awaited === null) return [];
    const { interrupting: interrupts } = element;
    return [{ element: waited.element, name: named(waited.element), interrupts, for: awaited }];
  };
  return open.flatMap((step): Waiting[] => {
    const { id, element, incident, performer, topic } = step;
    const own = events.filter((waited) => waited.step === id);
    const meanwhile = own.flatMap(asideOf);
    const more = meanwhile.length > 0 ? { meanwhile } : {};
    const at = { step: id, element, name: named(element), ...more };
    if (incident !== undefined) return [{ ...at, for: { type: 'incident', incident } }];
    if (performer !== undefined) return [{ ...at, for: { type: 'person', ...performer } }];
    if (topic !== undefined) return [{ ...at, for: { type: 'job', topic } }];
    return own
      .filter((waited) => definition.elements[waited.element]?.type !== 'boundaryEvent')
      .flatMap((waited): Waiting[] => {
        const awaited = awaitedBy(waited);
        const { element: where } = waited;
        return awaited === null ? [] : [{ ...at, element: where, name: named(where), for: awaited }];
      });
  });
}

function awaitedBy(waited: SeenEvent): Meanwhile['for'] | null {
  if (waited.at !== undefined) return { type: 'timer', at: waited.at };
  const event = nameOf(waited);
  return event === undefined ? null : { type: 'event', event };
}
