/** Runs a case on an engine of the Camunda 7 family, over its REST interface. */
import type { HistoricActivity, HistoricInstance, RemoteJob } from '../server/engine/camunda/answers.ts';
import { type CamundaClient, createCamundaClient } from '../server/engine/camunda/client.ts';
import { fromRemote } from '../server/engine/camunda/remote-values.ts';
import { type Action, type Case, nameOf, type Picture, type Runner } from './case.ts';
import { keyOf } from './key.ts';
import { inOrder, isCounted, statusOf, watched } from './picture.ts';

const WORKER = 'conformance';
const LOCK_MS = 60_000;

/** The runner of one engine; `name` says which it is and of which version. */
export async function createRemoteRunner(url: string, product: string): Promise<Runner> {
  const client = createCamundaClient({ url });
  const name = `${product} ${await client.version()}`;
  return { name, run: (subject) => runOn(client, subject) };
}

async function* runOn(client: CamundaClient, subject: Case): AsyncIterable<Picture> {
  const files = Object.fromEntries(subject.processes.map((xml) => [`${keyOf(xml)}.bpmn`, xml]));
  const forms = Object.entries(subject.forms ?? {}).map(([file, form]) => [file, JSON.stringify(form)]);
  const deployment = await client.deploy(subject.name, { ...files, ...Object.fromEntries(forms) });
  try {
    const definitions = Object.values(deployment.deployedProcessDefinitions ?? {});
    const run = new RemoteRun(client, subject, definitions);
    await run.begin();
    yield await run.picture('start');
    for (const action of subject.script) {
      await run.act(action);
      yield await run.picture(nameOf(action));
    }
  } finally {
    await client.undeploy(deployment.id);
  }
}

class RemoteRun {
  private readonly client: CamundaClient;
  private readonly subject: Case;
  private readonly definitions: { id: string; key: string }[];
  /** The instance that the case is about, and those that it has called, oldest first. */
  private instances: HistoricInstance[] = [];

  constructor(client: CamundaClient, subject: Case, definitions: { id: string; key: string }[]) {
    this.client = client;
    this.subject = subject;
    this.definitions = definitions;
  }

  async begin(): Promise<void> {
    const { begin, variables = {}, processes } = this.subject;
    const key = keyOf(processes[0] ?? '');
    const definition = this.definitions.find((candidate) => candidate.key === key)?.id;
    if (definition === undefined) throw new Error(`Expected the engine to deploy ${key}, got nothing.`);
    if (begin === undefined) await this.client.start(definition, variables);
    else if ('at' in begin) await this.client.start(definition, variables, begin);
    else if ('message' in begin) await this.client.correlate(begin.message, {}, variables);
    else if ('signal' in begin) await this.client.throwSignal(begin.signal, variables);
    else await this.fire(begin.timer, await this.client.startTimers(definition));
    await this.look();
  }

  async act(action: Action): Promise<void> {
    await this.carryOut(action);
    await this.look();
  }

  private async carryOut(action: Action): Promise<void> {
    const { client } = this;
    if ('complete' in action) await this.complete(action);
    else if ('timer' in action) await this.fire(action.timer, await this.ofEach(client.jobs));
    else if ('signal' in action) await client.throwSignal(action.signal, action.variables ?? {});
    else if ('record' in action) await this.deliver({ activityId: action.record }, action.variables);
    else if ('set' in action) await client.setVariables(this.root.id, action.set);
    else if ('cancel' in action) await client.cancel(this.root.id);
    else if ('error' in action || 'work' in action || 'fail' in action) await this.answerAsWorker(action);
    else await this.deliver({ eventName: action.message }, action.variables);
  }

  private async complete({ complete, outcome, variables = {} }: Extract<Action, { complete: string }>) {
    const open = (await this.ofEach(this.client.tasks)).filter((task) => task.taskDefinitionKey === complete);
    const task = present(open[0], `an open task at ${complete}`);
    const result = outcome === undefined ? null : resultVariable(this.subject.processes, complete);
    const all = result === null ? variables : { ...variables, [result]: outcome ?? null };
    await this.client.completeTask(task.id, all);
  }

  private async fire(element: string, jobs: RemoteJob[]): Promise<void> {
    const elements = await this.timerElements();
    const job = jobs.find(({ jobDefinitionId }) => elements.get(jobDefinitionId ?? '') === element);
    await this.client.executeJob(present(job, `a timer at ${element}`).id);
  }

  private async deliver(
    to: { eventName: string } | { activityId: string },
    variables: Case['variables'] = {},
  ): Promise<void> {
    const waiting = (await this.ofEach(this.client.subscriptions)).find(
      (subscription) =>
        subscription.eventType === 'message' &&
        ('eventName' in to
          ? subscription.eventName === to.eventName
          : subscription.activityId === to.activityId),
    );
    const { executionId, eventName } = present(waiting, `somebody who waits for ${JSON.stringify(to)}`);
    await this.client.deliverMessage(executionId ?? '', eventName ?? '', variables);
  }

  private async answerAsWorker(
    action: Extract<Action, { work: string } | { error: string } | { fail: string }>,
  ) {
    const element = 'work' in action ? action.work : 'error' in action ? action.error : action.fail;
    const open = (await this.ofEach(this.client.externalTasks)).filter(
      ({ activityId, retries }) => activityId === element && retries !== 0,
    );
    const { id } = present(open[0], `work to do at ${element}`);
    await this.client.lockExternalTask(id, WORKER, LOCK_MS);
    if ('work' in action) await this.client.completeExternalTask(id, WORKER, action.variables ?? {});
    else if ('fail' in action) await this.client.failExternalTask(id, WORKER, 'It failed.');
    else {
      const { code, message = code, variables = {} } = action;
      await this.client.raiseError(id, WORKER, code, message, variables);
    }
  }

  async picture(after: string): Promise<Picture> {
    const [activities, tasks, waits, incidents] = [
      await this.ofEach(this.client.activities),
      await this.ofEach(this.client.tasks),
      await this.waits(),
      await this.ofEach(this.client.incidents),
    ];
    const counted = activities.filter(({ activityType }) => isCounted(activityType));
    const ids = (which: (activity: HistoricActivity) => boolean) =>
      counted.filter(which).map(({ activityId }) => activityId);
    return {
      after,
      status: incidents.length > 0 ? 'error' : statusOf(this.root.state),
      tasks: tasks.map(({ taskDefinitionKey }) => taskDefinitionKey).sort(),
      waits: waits.sort(),
      completed: inOrder(
        this.subject,
        ids((activity) => activity.endTime !== null && !isCancelled(activity)),
      ),
      cancelled: ids(isCancelled).sort(),
      variables: await this.variables(),
    };
  }

  private async waits(): Promise<string[]> {
    const { records = [] } = this.subject;
    const elements = await this.timerElements();
    const timers = await this.ofEach(this.client.jobs);
    const subscriptions = await this.ofEach(this.client.subscriptions);
    const work = await this.ofEach(this.client.externalTasks);
    return [
      ...timers.map(({ jobDefinitionId }) => `timer ${elements.get(jobDefinitionId ?? '')}`),
      ...subscriptions.map(({ eventType, eventName, activityId }) =>
        records.includes(activityId ?? '')
          ? `record @${activityId}`
          : `${eventType} ${eventName}@${activityId}`,
      ),
      ...work.filter(({ retries }) => retries !== 0).map(({ activityId }) => `work ${activityId}`),
    ];
  }

  private async variables(): Promise<Picture['variables']> {
    const { watch = [] } = this.subject;
    if (watch.length === 0) return {};
    const last = await this.client.lastVariables(this.root.id);
    const own = last.filter(({ executionId, state }) => executionId === this.root.id && state !== 'DELETED');
    return watched(watch, fromRemote(Object.fromEntries(own.map((variable) => [variable.name, variable]))));
  }

  private async look(): Promise<void> {
    const found: HistoricInstance[] = [];
    for (const { id } of this.definitions)
      found.push(...(await this.client.instances({ processDefinitionId: id })));
    this.instances = found.sort((one, other) => depth(one) - depth(other));
  }

  private get root(): HistoricInstance {
    return present(this.instances[0], 'an instance');
  }

  private async ofEach<T>(read: (instance: string) => Promise<T[]>): Promise<T[]> {
    const all: T[] = [];
    for (const { id } of this.instances) all.push(...(await read(id)));
    return all;
  }

  private async timerElements(): Promise<Map<string, string>> {
    const elements = new Map<string, string>();
    for (const { id } of this.definitions)
      for (const job of await this.client.jobDefinitions(id)) elements.set(job.id, job.activityId);
    return elements;
  }
}

/** An end event that throws an error is written down as cancelled there; it has done what it is for. */
function isCancelled({ activityType, canceled }: HistoricActivity): boolean {
  return canceled === true && activityType !== 'errorEndEvent';
}

/** The instance that nobody has called comes first. */
function depth({ superProcessInstanceId }: HistoricInstance): number {
  return superProcessInstanceId === null ? 0 : 1;
}

function present<T>(found: T | undefined, expected: string): T {
  if (found === undefined) throw new Error(`Expected ${expected}, got none.`);
  return found;
}

/** The engine knows nothing of result variables: we read them from the file, as the adapter does. */
function resultVariable(processes: string[], task: string): string | null {
  for (const xml of processes) {
    const from = xml.search(new RegExp(`<(\\w+:)?userTask id="${task}"`));
    if (from < 0) continue;
    const element = xml.slice(from, xml.indexOf('userTask>', from));
    return /name="throughline:result" value="([^"]+)"/.exec(element)?.[1] ?? null;
  }
  return null;
}
