/** Reads what an instance looks like on the remote engine now. */
import { own } from '../invariant.ts';
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
    return { instance, activities, variables, externals: [], events: [], incidents: [] };
  const [externals, events, incidents] = [
    await client.externalTasks(id),
    [...(await readTimers(client, id, process)), ...(await readSubscriptions(client, id))],
    await client.incidents(id),
  ];
  return { instance, activities, externals, events, incidents, variables };
}

async function readVariables(client: CamundaClient, id: string): Promise<Values> {
  const all = await client.lastVariables(id);
  const own = all.filter(({ executionId, state }) => executionId === id && state !== 'DELETED');
  const values: RemoteValues = Object.fromEntries(own.map((variable) => [variable.name, variable]));
  return fromRemote(values);
}

async function readTimers(client: CamundaClient, id: string, process: string): Promise<ViewedEvent[]> {
  const jobs = await client.timers(id);
  if (jobs.length === 0) return [];
  const definitions = await client.jobDefinitions(process);
  const elements = Object.fromEntries(definitions.map((job) => [job.id, job.activityId]));
  return jobs.flatMap((job) => {
    const element = own(elements, job.jobDefinitionId ?? '');
    if (element === undefined || job.dueDate === null) return [];
    return [{ id: job.id, element, execution: job.executionId, at: new Date(job.dueDate).toISOString() }];
  });
}

async function readSubscriptions(client: CamundaClient, id: string): Promise<ViewedEvent[]> {
  const subscriptions = await client.subscriptions(id);
  return subscriptions.flatMap(({ id: key, eventType: kind, eventName: name, executionId, activityId }) =>
    (kind === 'message' || kind === 'signal') && name !== null && activityId !== null
      ? [{ id: key, element: activityId, execution: executionId, event: { kind, name } }]
      : [],
  );
}
