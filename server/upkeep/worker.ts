/** The background work of this server: errands, and what is done at certain hours. */
import { EventEmitter } from 'node:events';
import type { FastifyBaseLogger } from 'fastify';
import {
  Logger,
  parseCronItems,
  type Runner,
  run,
  runMigrations,
  type Task,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import type { ErrandName, Errands } from '../domain/errands.ts';
import { cancelFailed, deleteOld, type Keeping } from '../domain/retention.ts';
import type { Surroundings } from '../domain/surroundings.ts';
import { openStore, type Store } from '../store/store.ts';
import { ERRAND_RUNNERS, type ErrandRunner, SLOW_ERRANDS } from './errand-runner.ts';
import { type KeepOptions, keepRunning } from './keep-running.ts';
import { showPresence } from './presence.ts';
import { prune } from './prune.ts';

/** Any number of servers may share the work: each piece is done by one of them. */
export interface Worker {
  /** Finishes what has begun; system actions that take too long are broken off and begun again elsewhere. */
  stop(): Promise<void>;
}

/** How much is done at the same time, and how long things are kept. */
export interface WorkSettings extends Keeping {
  /** System actions at the same time. */
  jobs: number;
}

/** Other errands at the same time; each holds a connection while it is carried out. */
const QUICK_AT_ONCE = 4;
/** Due timers are looked for so often; everything else is heard of at once. */
const POLL_MS = 1000;

/** Makes or updates the tables of the work queue. */
export function prepareWork(store: Store): Promise<void> {
  return runMigrations({ pgPool: store.pool, logger: silent });
}

/** Starts the work, with connections of its own. */
export async function startWorker(
  around: Surroundings,
  node: string,
  settings: WorkSettings,
  log: FastifyBaseLogger,
): Promise<Worker> {
  const store = openStore(around.store.url, { max: QUICK_AT_ONCE + Math.min(settings.jobs, 8) + 4 });
  const presence = await showPresence(store.url, node, log);
  const kept: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    await Promise.all(kept.map((group) => group.stop()));
    await presence.stop();
    await store.close();
  };
  try {
    const workers = new Map<Group, string[]>();
    for (const group of groupsOf({ ...around, store }, settings, log)) {
      const start = async () => {
        const { runner, ids } = await startGroup(store, group, log);
        // Those that have ended are no longer this server's: what they had begun is given free.
        workers.set(group, ids);
        await presence.announce([...workers.values()].flat());
        return runner;
      };
      kept.push(await keepRunning(start, restartOptions(log)));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

/** Workers that do the same. */
interface Group {
  tasks: TaskList;
  concurrency: number;
  cron: typeof CRON;
}

async function startGroup(
  store: Store,
  { tasks, concurrency, cron }: Group,
  log: FastifyBaseLogger,
): Promise<{ runner: Runner; ids: string[] }> {
  const ids: string[] = [];
  const events: WorkerEvents = new EventEmitter();
  // Work is held in the name of the pool or of one worker, as its settings have it.
  events.on('pool:create', ({ workerPool }) => ids.push(workerPool.id));
  events.on('worker:create', ({ worker }) => ids.push(worker.workerId));
  const runner = await run({
    ...{ pgPool: store.pool, noHandleSignals: true, pollInterval: POLL_MS, events, logger: loggerTo(log) },
    ...{ taskList: tasks, concurrency, parsedCronItems: parseCronItems(cron) },
  });
  return { runner, ids };
}

function restartOptions(log: FastifyBaseLogger): KeepOptions {
  return {
    onEnd: (problem) => log.warn({ problem }, 'workers ended; they begin again'),
    pause: () => new Promise((resolve) => setTimeout(resolve, POLL_MS)),
  };
}

/** Work that waits for other machines is kept apart, so that timers and signals never wait for it. */
function groupsOf(around: Surroundings, settings: WorkSettings, log: FastifyBaseLogger): Group[] {
  const names = Object.keys(ERRAND_RUNNERS) as ErrandName[];
  const quick = names.filter((name) => !SLOW_ERRANDS.includes(name));
  const hourly: TaskList = {
    prune: async () => {
      log.info(await prune(around.store.db, around.now()), 'pruned');
    },
    retention: async () => {
      const deleted = await deleteOld(around, settings);
      log.info({ deleted, cancelled: await cancelFailed(around, settings) }, 'retention');
    },
  };
  return [
    { tasks: { ...tasksOf(around, quick), ...hourly }, concurrency: QUICK_AT_ONCE, cron: CRON },
    { tasks: tasksOf(around, SLOW_ERRANDS), concurrency: settings.jobs, cron: [] },
  ];
}

const CRON = [
  { task: 'prune', match: '17 3 * * *', identifier: 'prune' },
  { task: 'retention', match: '37 * * * *', identifier: 'retention' },
];

function tasksOf(around: Surroundings, names: readonly ErrandName[]): TaskList {
  return Object.fromEntries(names.map((name) => [name, taskOf(around, name)]));
}

function taskOf<Name extends ErrandName>(around: Surroundings, name: Name): Task {
  const runner: ErrandRunner<Name> = ERRAND_RUNNERS[name];
  return async (payload, { abortSignal }) => {
    await runner(around, payload as Errands[Name], abortSignal);
  };
}

function loggerTo(log: FastifyBaseLogger): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn({ message }, 'background work');
  });
}

const silent = new Logger(() => () => undefined);
