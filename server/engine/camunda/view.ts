/** Reads what an instance looks like on the remote engine now. */
import type { Values } from '../model.ts';
import type { HistoricActivity, HistoricInstance, RemoteExternalTask, RemoteIncident } from './answers.ts';
import type { CamundaClient } from './client.ts';
import { fromRemote, type RemoteValues } from './remote-values.ts';

/** A timer or subscription, at its element. */
export interface ViewedEvent {
  id: string;
  element: string;
  execution: string | null;
  at?: string;
  event?: { kind: 'message' | 'signal'; name: string };
}

export interface View {
  instance: HistoricInstance;
  /** In the order in which they began. */
  activities: HistoricActivity[];
  externals: RemoteExternalTask[];
  /** Ids of jobs with which the engine goes on by itself, where the file asks for that. */
  continuations: string[];
  events: ViewedEvent[];
  incidents: RemoteIncident[];
  variables: Values;
}

/**
 * Reads an instance. The parts are read one after the other while the engine may move on: what does not fit
 * together is left to the next look. Null: the engine knows no such instance any more.
 */
export async function readView(client: CamundaClient, id: string, process: string): Promise<View | null> {
  const instance = await client.historicInstance(id);
  if (instance === null) return null;
  const activities = await client.activities(id);
  const variables = await readVariables(client, id);
  if (instance.state !== 'ACTIVE' && instance.state !== 'SUSPENDED')
    return { instance, activities, variables, externals: [], continuations: [], events: [], incidents: [] };
  const externals = await client.externalTasks(id);
  const { timers, continuations } = await readJobs(client, id, process);
  const events = [...timers, ...(await readSubscriptions(client, id))];
  const incidents = await client.incidents(id);
  return { instance, activities, externals, continuations, events, incidents, variables };
}

async function readVariables(client: CamundaClient, id: string): Promise<Values> {
  const all = await client.lastVariables(id);
  const own = all.filter(({ executionId, state }) => executionId === id && state !== 'DELETED');
  const values: RemoteValues = Object.fromEntries(own.map((variable) => [variable.name, variable]));
  return fromRemote(values);
}

async function readJobs(
  client: CamundaClient,
  id: string,
  process: string,
): Promise<{ timers: ViewedEvent[]; continuations: string[] }> {
  const jobs = await client.jobs(id);
  const definitions = jobs.length === 0 ? [] : await client.jobDefinitions(process);
  const timers: ViewedEvent[] = [];
  const continuations: string[] = [];
  for (const job of jobs) {
    const definition = definitions.find((candidate) => candidate.id === job.jobDefinitionId);
    if (definition?.jobType.startsWith('timer') && job.dueDate !== null) {
      const at = new Date(job.dueDate).toISOString();
      timers.push({ id: job.id, element: definition.activityId, execution: job.executionId, at });
    } else if (job.retries > 0) continuations.push(job.id);
  }
  return { timers, continuations };
}

async function readSubscriptions(client: CamundaClient, id: string): Promise<ViewedEvent[]> {
  const subscriptions = await client.subscriptions(id);
  return subscriptions.flatMap(({ id: key, eventType: kind, eventName: name, executionId, activityId }) =>
    (kind === 'message' || kind === 'signal') && name !== null && activityId !== null
      ? [{ id: key, element: activityId, execution: executionId, event: { kind, name } }]
      : [],
  );
}
