/** Processes that run on the database of a test file, without a server: a clock to set, errands to carry out. */
import type { Command, InstanceResult, ResultOf, User, Values } from '../../lib/protocol/index.ts';
import { Connections } from '../crm/connections.ts';
import { createVault } from '../crm/credentials.ts';
import { runCommand } from '../domain/commands.ts';
import { Definitions } from '../domain/definitions.ts';
import type { ErrandName, Errands } from '../domain/errands.ts';
import { readUser } from '../domain/people.ts';
import type { Surroundings } from '../domain/surroundings.ts';
import { listTasks } from '../domain/tasks.ts';
import { planTriggers } from '../domain/triggers.ts';
import { chooseEngine } from '../engine/choose.ts';
import type { Definition } from '../engine/definition.ts';
import type { ProcessFacts } from '../engine/port.ts';
import { seedDemo } from '../seed.ts';
import type { Db } from '../store/store.ts';
import { ERRAND_RUNNERS } from '../upkeep/errand-runner.ts';
import type { TestDatabase } from './database.ts';
import { SYSTEMS } from './processes.ts';
import { factsOf } from './rows.ts';

/** What the tests turn. */
export interface Bench {
  around: Surroundings;
  db: Db;
  /** What the domain takes for now. */
  clock: { now: Date; forward(milliseconds: number): void };
  user(id: string): Promise<User>;
  /** Makes a drawn process a deployed one. */
  deploy(key: string, drawn: Definition, facts?: Partial<ProcessFacts>): Promise<void>;
  start(process: string, variables?: Values, actor?: string): Promise<string>;
  command<Of extends Command>(actor: string, command: Of): Promise<ResultOf<Of>>;
  /** Completes the one open task of an instance that this user performs. */
  complete(instance: string, actor?: string): Promise<InstanceResult>;
  /** Carries out errands that are due by the clock until there is none; gives their names. */
  work(options?: WorkOptions): Promise<ErrandName[]>;
  statusOf(instance: string): Promise<string>;
  variablesOf(instance: string): Promise<Values>;
}

export interface WorkOptions {
  /** Carries each errand out twice, as after a crash that came just before it was noted as done. */
  twice?: boolean;
  signal?: AbortSignal;
}

/** Fills the database with the people of the demonstration and a CRM. */
export async function openBench(database: TestDatabase, more: Partial<Surroundings> = {}): Promise<Bench> {
  const { db } = database.store;
  await seedDemo(db, 'secret');
  const systems = SYSTEMS.map((system) => ({ ...system, origins: JSON.stringify(system.origins) }));
  await db.insertInto('system').values(systems).execute();
  return benchOn(database, more);
}

/** The same on a database that is filled already. */
export function benchOn(database: TestDatabase, more: Partial<Surroundings> = {}): Bench {
  const { db } = database.store;
  const clock = {
    now: new Date(),
    forward(milliseconds: number) {
      clock.now = new Date(clock.now.getTime() + milliseconds);
    },
  };
  const around: Surroundings = {
    ...{ store: database.store, engine: chooseEngine(null), definitions: new Definitions(), actions: {} },
    ...{ now: () => clock.now, newId: () => crypto.randomUUID() },
    connections: new Connections({ db, vault: createVault(Buffer.alloc(32)), now: () => clock.now }),
    ...more,
  };
  const command: Bench['command'] = (actor, ordered) =>
    runCommand(around, actor, crypto.randomUUID(), ordered);
  const readInstance = (id: string) =>
    db.selectFrom('instance').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return {
    ...{ around, db, clock, command },
    user: (id) => readUser(db, id),
    deploy: (key, drawn, facts = {}) => deployDrawn(around, key, drawn, facts),
    async start(process, variables = {}, actor = 'alice') {
      return (await command(actor, { type: 'process.start', process, record: null, variables })).instance;
    },
    async complete(instance, actor = 'alice') {
      const tasks = await listTasks(db, actor);
      const [task] = tasks.filter((one) => one.instance.id === instance);
      if (!task) throw new Error(`Expected an open task of ${actor} in ${instance}, got none.`);
      const submission = { kind: 'perform-task', result: 'done', details: null } as const;
      return command(actor, { type: 'task.complete', task: task.id, submission });
    },
    work: (options) => work(around, options),
    async statusOf(instance) {
      return (await readInstance(instance)).status;
    },
    async variablesOf(instance) {
      const row = await readInstance(instance);
      const { compiled } = await around.definitions.read(db, row.process, row.version);
      return around.engine.variables(compiled, row.state);
    },
  };
}

async function deployDrawn(
  around: Surroundings,
  key: string,
  drawn: Definition,
  more: Partial<ProcessFacts>,
): Promise<void> {
  const facts = factsOf(key, more);
  await around.store.db.transaction().execute(async (tx) => {
    const known = await tx.selectFrom('process').select('actual').where('key', '=', key).executeTakeFirst();
    const version = (known?.actual ?? 0) + 1;
    const at = around.now();
    await tx
      .insertInto('definition')
      .values({
        ...{ key, version, name: facts.name, deployed_at: at, deployed_by: 'admin', files: '{"bpmn":""}' },
        ...{ facts: JSON.stringify(facts), compiled: JSON.stringify({ ...drawn, key }) },
      })
      .execute();
    await tx
      .insertInto('process')
      .values({ key, actual: version, retention_days: null, changed_at: at, changed_by: 'admin' })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ actual: version }))
      .execute();
    await planTriggers(around, tx, key);
  });
}

async function work(around: Surroundings, options: WorkOptions = {}): Promise<ErrandName[]> {
  const done: ErrandName[] = [];
  for (let next = await takeErrand(around); next; next = await takeErrand(around)) {
    await carry(around, next.name, next.payload, options);
    done.push(next.name);
  }
  return done;
}

async function carry<Name extends ErrandName>(
  around: Surroundings,
  name: Name,
  payload: Errands[Name],
  { twice = false, signal = new AbortController().signal }: WorkOptions,
): Promise<void> {
  for (let time = 0; time < (twice ? 2 : 1); time += 1) await ERRAND_RUNNERS[name](around, payload, signal);
}

/** The next errand that is due by the clock; one that is given back is due at once, whatever the clock says. */
export async function takeErrand(around: Surroundings): Promise<Due | undefined> {
  const later = new Date(Math.max(around.now().getTime(), Date.now()) + 1);
  const { rows } = await around.store.pool.query<Due>(
    `delete from graphile_worker._private_jobs as job using graphile_worker._private_tasks as task
     where task.id = job.task_id and job.id = (
       select id from graphile_worker._private_jobs where run_at <= $1 order by id limit 1)
     returning task.identifier as name, job.payload`,
    [later],
  );
  return rows[0];
}

/** An errand as it lies in the queue. */
export interface Due {
  name: ErrandName;
  payload: never;
}
