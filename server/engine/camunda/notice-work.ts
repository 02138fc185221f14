/** Opens the tasks and makes the jobs of steps that have begun to wait, with the variables read from there. */
import type { ActionPlan, ElementOf, ProcessElement } from '../definition.ts';
import { incidentAt } from '../incident.ts';
import type { Incident, Values } from '../model.ts';
import { openTask } from '../open-task.ts';
import { evaluateMappings } from '../scope.ts';
import type { RemoteExternalTask } from './answers.ts';
import type { CamundaClient } from './client.ts';
import { type Draft, elementOf } from './draft.ts';
import { fromRemote } from './remote-values.ts';
import type { SeenStep } from './state.ts';

/** Who we are to the remote engine, and how long it keeps a job for us unless we say otherwise. */
export const WORKER = 'throughline';
export const LOCK_MS = 600_000;

/** Opens a task for every user step that has none yet. */
export async function openTasks(draft: Draft, client: CamundaClient): Promise<void> {
  const tasks = new Map(draft.view.activities.map(({ id, taskId }) => [id, taskId]));
  for (const step of draft.state.open) {
    const element = elementOf(draft, step.element);
    const task = tasks.get(step.activity) ?? null;
    if (element?.type !== 'userTask' || task === null) continue;
    if (step.performer !== undefined || step.incident !== undefined) continue;
    const values = await client.taskVariables(task);
    // It has been completed meanwhile: the next look shows that.
    if (values !== null) open(draft, step, element, task, fromRemote(values));
  }
}

function open(
  draft: Draft,
  step: SeenStep,
  element: ElementOf<'userTask'>,
  task: string,
  values: Values,
): void {
  const { now } = draft.command;
  const opening = openTask(element, { step: step.id, values, now }, step.background);
  step.task = task;
  if (opening.ok) {
    step.performer = opening.task.performer;
    draft.effects.push({ type: 'task.opened', task: opening.task });
  } else fail(draft, step, opening.incident);
}

/** Makes a job for every external task that has none yet. */
export async function makeJobs(draft: Draft, client: CamundaClient): Promise<void> {
  const waiting = draft.view.externals.flatMap((external) => {
    const step = draft.steps.get(external.activityInstanceId);
    const isNew = step !== undefined && step.external === undefined && external.retries !== 0;
    return isNew ? [{ external, step }] : [];
  });
  if (waiting.length === 0) return;
  const variables = await lock(
    client,
    draft.state.instance,
    waiting.map(({ external }) => external),
  );
  for (const { external, step } of waiting) {
    const element = elementOf(draft, step.element);
    const action = element === undefined ? null : actionOf(element);
    if (element === undefined || action === null) continue;
    make(draft, step, external, element, action, variables.get(external.id) ?? draft.view.variables);
  }
}

function make(
  draft: Draft,
  step: SeenStep,
  { id, topicName: topic }: RemoteExternalTask,
  element: ProcessElement,
  { settings, attempts }: ActionPlan,
  variables: Values,
): void {
  const inputs = evaluateMappings(settings, variables);
  if (!inputs.ok) {
    fail(draft, step, incidentAt(element, 'expression-failed', inputs.problem));
    return;
  }
  step.external = id;
  step.topic = topic;
  const at = { step: step.id, element: element.id };
  const job = { ...at, topic, inputs: inputs.values, variables, attempts, foreground: !step.background };
  draft.effects.push({ type: 'job.created', job });
}

/** Locks external tasks: the interface gives the variables that one sees only together with its lock. */
async function lock(
  client: CamundaClient,
  instance: string,
  externals: RemoteExternalTask[],
): Promise<Map<string, Values>> {
  // Ours since a look whose outcome was lost.
  for (const { id, workerId } of externals) if (workerId === WORKER) await client.unlockExternalTask(id);
  const topics = [...new Set(externals.map(({ topicName }) => topicName))];
  const locked = await client.fetchExternalTasks(WORKER, topics, instance, LOCK_MS);
  return new Map(locked.map(({ id, variables }) => [id, fromRemote(variables)]));
}

/** What a worker has to do at an element; null: nothing. */
export function actionOf(element: ProcessElement): ActionPlan | null {
  if (element.type === 'serviceTask') return element.action;
  return element.type === 'endEvent' && element.end.type === 'action' ? element.end.action : null;
}

/** Notes that a step cannot go on. */
export function fail(draft: Draft, step: SeenStep, incident: Incident): void {
  step.incident = incident;
  draft.effects.push({ type: 'instance.failed', step: step.id, incident });
}
