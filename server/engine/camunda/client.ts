/**
 * The REST interface of the Camunda 7 family (Operaton, CIB seven, Fluxnova, Camunda 7), call by call: those
 * that the adapter and the conformance suite need, with every answer checked.
 */
import * as z from 'zod';
import type { Values } from '../../../lib/protocol/index.ts';
import * as answer from './answers.ts';
import { RemoteValues, toRemote } from './remote-values.ts';
import { createTransport, type EngineAddress, RemoteRefusal, type Transport } from './transport.ts';

export type CamundaClient = ReturnType<typeof createCamundaClient>;

/** More than one instance ever has of anything; the interface's own default is everything. */
const MANY = 10_000;

/** Makes the client of one engine. It keeps nothing between two calls. */
export function createCamundaClient(address: EngineAddress) {
  const transport = createTransport(address);
  return {
    async version(): Promise<string> {
      return (await transport.get('/version', answer.Version)).version;
    },
    ...deployments(transport),
    ...instances(transport),
    ...history(transport),
    ...work(transport),
    ...events(transport),
  };
}

function deployments(transport: Transport) {
  return {
    /** Deploys files as one deployment. The same files once more are the same deployment. */
    deploy(name: string, files: Record<string, string>): Promise<answer.RemoteDeployment> {
      const form = new FormData();
      form.set('deployment-name', name);
      form.set('enable-duplicate-filtering', 'true');
      for (const [file, content] of Object.entries(files)) form.set(file, new Blob([content]), file);
      return transport.upload('/deployment/create', answer.RemoteDeployment, form);
    },
    definitionsOf: (deployment: string) =>
      transport.get('/process-definition', z.array(answer.RemoteDefinition), { deploymentId: deployment }),
    /** Removes a deployment with its instances and their history. */
    undeploy: (deployment: string) =>
      transport.remove(`/deployment/${deployment}`, { cascade: true, skipCustomListeners: true }),
    jobDefinitions: (definition: string) =>
      transport.get('/job-definition', z.array(answer.RemoteJobDefinition), {
        processDefinitionId: definition,
      }),
  };
}

function instances(transport: Transport) {
  return {
    /** Starts an instance, at a start event of its own or, with `at`, at the one with that id. */
    start: (definition: string, variables: Values, { at = null }: { at?: string | null } = {}) =>
      transport.post(`/process-definition/${definition}/start`, answer.RemoteInstance, {
        variables: toRemote(variables),
        ...(at === null ? {} : { startInstructions: [{ type: 'startBeforeActivity', activityId: at }] }),
      }),
    /** Ends an instance, without complaint when it has ended already. */
    async cancel(instance: string): Promise<void> {
      await unlessGone(transport.remove(`/process-instance/${instance}`, { skipCustomListeners: true }));
    },
    setVariables: (instance: string, variables: Values) =>
      transport.command(`/process-instance/${instance}/variables`, {
        modifications: toRemote(variables),
      }),
    /** The variables that a task sees, those of the scopes around it too; null: it is over. */
    taskVariables: (task: string) =>
      unlessGone(transport.get(`/task/${task}/variables`, RemoteValues, { deserializeValues: false })),
  };
}

function history(transport: Transport) {
  return {
    /** Null: the engine knows no such instance, or its history has been cleaned up. */
    historicInstance: (instance: string) =>
      unlessGone(transport.get(`/history/process-instance/${instance}`, answer.HistoricInstance)),
    instances: (query: { processDefinitionId?: string; superProcessInstanceId?: string }) =>
      transport.get('/history/process-instance', z.array(answer.HistoricInstance), {
        ...query,
        maxResults: MANY,
      }),
    /** In the order in which they began. */
    activities: (instance: string) =>
      transport.get('/history/activity-instance', z.array(answer.HistoricActivity), {
        ...{ processInstanceId: instance, maxResults: MANY },
        ...{ sortBy: 'occurrence', sortOrder: 'asc' },
      }),
    /** The last values of the variables of an instance, also when it has ended. */
    lastVariables: (instance: string) =>
      transport.get('/history/variable-instance', z.array(answer.HistoricVariable), {
        ...{ processInstanceId: instance, deserializeValues: false, maxResults: MANY },
      }),
  };
}

function work(transport: Transport) {
  const task = (id: string) => `/task/${id}`;
  const external = (id: string) => `/external-task/${id}`;
  return {
    tasks: (instance: string) =>
      transport.get('/task', z.array(answer.RemoteTask), {
        ...{ processInstanceId: instance, maxResults: MANY },
        ...{ sortBy: 'created', sortOrder: 'asc' },
      }),
    completeTask: (id: string, variables: Values) =>
      transport.command(`${task(id)}/complete`, { variables: toRemote(variables) }),
    externalTasks: (instance: string) =>
      transport.get('/external-task', z.array(answer.RemoteExternalTask), { processInstanceId: instance }),
    lockExternalTask: (id: string, workerId: string, lockDuration: number) =>
      transport.command(`${external(id)}/lock`, { workerId, lockDuration }),
    fetchExternalTasks: (
      workerId: string,
      topics: string[],
      processInstanceId: string,
      lockDuration: number,
    ) =>
      transport.post('/external-task/fetchAndLock', z.array(answer.LockedExternalTask), {
        ...{ workerId, maxTasks: MANY, usePriority: false },
        topics: topics.map((topicName) => ({
          ...{ topicName, lockDuration, processInstanceId },
          deserializeValues: false,
        })),
      }),
    completeExternalTask: (id: string, workerId: string, variables: Values) =>
      transport.command(`${external(id)}/complete`, {
        workerId,
        variables: toRemote(variables),
      }),
    failExternalTask: (id: string, workerId: string, errorMessage: string) =>
      transport.command(`${external(id)}/failure`, {
        ...{ workerId, errorMessage, retries: 0, retryTimeout: 0 },
      }),
    raiseError: (id: string, workerId: string, errorCode: string, errorMessage: string, variables: Values) =>
      transport.command(`${external(id)}/bpmnError`, {
        ...{ workerId, errorCode, errorMessage, variables: toRemote(variables) },
      }),
    unlockExternalTask: (id: string) => transport.command(`${external(id)}/unlock`),
    setRetries: (id: string, retries: number) => transport.put(`${external(id)}/retries`, { retries }),
    incidents: (instance: string) =>
      transport.get('/incident', z.array(answer.RemoteIncident), { processInstanceId: instance }),
  };
}

function events(transport: Transport) {
  return {
    subscriptions: (instance: string) =>
      transport.get('/event-subscription', z.array(answer.RemoteSubscription), {
        processInstanceId: instance,
      }),
    /** The moments at which timer start events of a process start an instance. */
    startTimers: (definition: string) =>
      transport.get('/job', z.array(answer.RemoteJob), { processDefinitionId: definition, timers: true }),
    /** Timers, and what the engine does later by itself. */
    jobs: (instance: string) =>
      transport.get('/job', z.array(answer.RemoteJob), { processInstanceId: instance }),
    executeJob: (id: string) => transport.command(`/job/${id}/execute`),
    setJobRetries: (id: string, retries: number) => transport.put(`/job/${id}/retries`, { retries }),
    /** Hands a message to the one execution that waits for it. */
    deliverMessage: (execution: string, name: string, variables: Values) =>
      transport.command(`/execution/${execution}/messageSubscriptions/${encodeURIComponent(name)}/trigger`, {
        variables: toRemote(variables),
      }),
    /** Correlates a message: with a waiting instance, or with a start event. */
    correlate: (messageName: string, target: { processInstanceId?: string }, processVariables: Values) =>
      transport.post(
        '/message',
        z.array(z.object({ processInstance: z.nullable(answer.RemoteInstance).optional() })),
        {
          ...{ messageName, ...target, processVariables: toRemote(processVariables) },
          resultEnabled: true,
        },
      ),
    /** Throws a signal to everybody, or to one execution. */
    throwSignal: (name: string, variables: Values, executionId?: string) =>
      transport.command('/signal', {
        ...{ name, variables: toRemote(variables) },
        ...(executionId === undefined ? {} : { executionId }),
      }),
  };
}

async function unlessGone<T>(request: Promise<T>): Promise<T | null> {
  try {
    return await request;
  } catch (refusal) {
    if (refusal instanceof RemoteRefusal && refusal.status === 404) return null;
    throw refusal;
  }
}
