/** Cases that run on the database of a test file, beside a CRM in memory. */
import type { CaseDefinition } from '../../lib/cases/definition.ts';
import type {
  CaseCommand,
  CaseQueryResult,
  ChannelEvent,
  InstanceResult,
  LinkedRecord,
} from '../../lib/protocol/index.ts';
import { lookAtStage, writeStage } from '../actions/case-stage.ts';
import { MemoryCrm } from '../actions/testing/memory-crm.ts';
import { withCases } from '../cases/engine.ts';
import type { RecordData } from '../crm/connector.ts';
import { runCaseQuery } from '../domain/cases/queries.ts';
import { Definitions } from '../domain/definitions.ts';
import { readUser } from '../domain/people.ts';
import { deploy } from '../domain/processes.ts';
import { createEmbeddedEngine } from '../engine/embedded.ts';
import type { TestDatabase } from './database.ts';
import { RECORD } from './processes.ts';
import { type Bench, openBench } from './running.ts';

export type View = Extract<CaseQueryResult, { type: 'case.view' }>;

export interface CaseBench extends Bench {
  database: TestDatabase;
  /** The CRM; null: the server has no connection to it. */
  crm: MemoryCrm | null;
  /** Replaces its records. */
  fill(records: readonly RecordData[]): void;
  /** What the stage field of a record holds in the CRM. */
  stageInCrm(id: string): Promise<unknown>;
  deployCase(definition: CaseDefinition): Promise<void>;
  /** The case of a record as this user sees it. */
  view(id: string, user?: string): Promise<View>;
  decide(command: CaseCommand, user?: string): Promise<InstanceResult>;
  begin(id: string, process?: string, user?: string): Promise<string>;
  /** Moves it as whoever looks at it now. */
  move(id: string, stage: string, user?: string): Promise<InstanceResult>;
  /** What a user has been told of cases since an offset. */
  told(user: string, since?: number): Promise<ChannelEvent[]>;
}

/** A record of the type that cases are about here. */
export const leadOf = (id: string): LinkedRecord => ({ ...RECORD, id, title: null, url: null });

/**
 * Fills the database with the people of the demonstration and a CRM that the server is connected with. `cases` becomes
 * the bench.
 */
export async function openCaseBench(
  database: TestDatabase,
  cases: CaseBench = {} as CaseBench,
): Promise<CaseBench> {
  const open = async (system: string) => (system === 'crm-1' ? cases.crm : null);
  const bench = await openBench(database, {
    engine: withCases(createEmbeddedEngine()),
    actions: { 'case-write-stage': writeStage(open), 'case-look': lookAtStage(open) },
    connections: { open } as unknown as Bench['around']['connections'],
  });
  const { around, db } = bench;
  const decide: CaseBench['decide'] = (command, user = 'alice') => bench.command(user, command);
  const view: CaseBench['view'] = async (id, user = 'alice') => {
    const { system, type } = RECORD;
    const found = await runCaseQuery(around, await readUser(db, user), {
      ...{ type: 'case.view', record: { system, type, id } },
    });
    if (found.type !== 'case.view') throw new Error(`Expected a case, got ${found.type}.`);
    return found;
  };
  return Object.assign(cases, bench, {
    database,
    crm: new MemoryCrm('lead', []),
    fill(records) {
      cases.crm = new MemoryCrm('lead', records);
    },
    async stageInCrm(id) {
      return (await cases.crm?.readOne('lead', id, ['status']))?.data.status;
    },
    async deployCase(definition) {
      const files = { case: JSON.stringify(definition), forms: {} };
      await deploy(around, await readUser(db, 'admin'), files);
    },
    ...{ decide, view },
    async begin(id, process = 'sale', user = 'alice') {
      return (await decide({ type: 'case.start', process, record: leadOf(id) }, user)).instance;
    },
    async move(id, stage, user = 'alice') {
      const found = (await view(id, user)).case;
      if (!found) throw new Error(`Expected a case of lead ${id}, got none.`);
      const { instance, revision } = found;
      return decide({ type: 'case.move', instance, stage, revision }, user);
    },
    async told(user, since = 0) {
      const rows = await db
        .selectFrom('channel_event')
        .select('body')
        .where('account', '=', user)
        .where('offset', '>', since)
        .orderBy('offset')
        .execute();
      const events = rows.map(({ body }): ChannelEvent => JSON.parse(body));
      return events.filter(({ type }) => type === 'case.changed');
    },
  } satisfies Omit<CaseBench, keyof Bench>);
}

/** This user may not start this process then. */
export async function keepFrom({ db }: Bench, user: string, process = 'sale', position = 0): Promise<void> {
  const rule = { process, position, account: user, role: null, allowed: false };
  await db.insertInto('process_permission').values(rule).execute();
}

/** Ends whatever runs, so that the next test finds records without cases. */
export async function clearCases({ around, db }: Bench): Promise<void> {
  // Versions begin anew: what was read of the old ones holds no more.
  around.definitions = new Definitions();
  await db.deleteFrom('instance').execute();
  await db.deleteFrom('record_guided').execute();
  await db.deleteFrom('case_watch').execute();
  await db.deleteFrom('process_permission').execute();
  await db.deleteFrom('process').execute();
  await db.deleteFrom('definition').execute();
}
