/** What the page of a record asks about its case. */
import {
  type CaseChange,
  type CaseOffer,
  type CaseQuery,
  type CaseQueryResult,
  type MovePreview,
  ProtocolError,
  type RecordRef,
  type User,
} from '../../../lib/protocol/index.ts';
import { stageText } from '../../actions/case-stage.ts';
import { definitionOf, outlookOf, standingOf } from '../../cases/read-standing.ts';
import { mayStart } from '../start-permissions.ts';
import type { Surroundings } from '../surroundings.ts';
import { type ActiveCase, activeCases, fieldsOf, finalValues, isFor } from './active.ts';
import { maySee } from './permissions.ts';
import { type Found, readRecord } from './reading.ts';
import { type CaseRow, readCase, readCaseOf, wasGuided } from './rows.ts';
import { viewCase, viewPlanned, viewSteps } from './view.ts';
import { watch } from './watching.ts';

type ViewResult = Omit<Extract<CaseQueryResult, { type: 'case.view' }>, 'type'>;

/** Whether a question is about a case. */
export function isCaseQuery(query: { type: string }): query is CaseQuery {
  return query.type === 'case.view' || query.type === 'case.preview';
}

/** Answers a question of the user. */
export async function runCaseQuery(
  around: Surroundings,
  user: User,
  query: CaseQuery,
): Promise<CaseQueryResult> {
  if (query.type === 'case.view')
    return { type: query.type, ...(await readView(around, user, query.record)) };
  return { type: query.type, preview: await preview(around, user, query.instance, query.stage) };
}

/** The case of a record, or the one that could begin on it; whoever sees it is told of what happens to it. */
async function readView(around: Surroundings, user: User, record: RecordRef): Promise<ViewResult> {
  const { db } = around.store;
  // Before anything is read: what happens in between is told.
  await watch(around, user.id, record);
  const row = await readCaseOf(db, record);
  const active = await activeCases(db, record);
  // A case that was cancelled has left the record; nothing begins on it by itself any more.
  if (!row || row.status === 'cancelled')
    return { case: null, offer: await readOffer(around, user, record, active) };
  if (!(await maySee(db, user, row))) return { case: null, offer: null };
  const { compiled } = await around.definitions.read(db, row.process, row.version);
  const mover = await mayStart(db, user, row.process);
  const view = await viewCase(db, user.id, { row, compiled }, mover);
  const change =
    view.mayMove && row.status !== 'completed' ? await readChange(around, user, row, active) : null;
  return { case: { ...view, change }, offer: null };
}

async function readOffer(
  around: Surroundings,
  user: User,
  record: RecordRef,
  active: readonly ActiveCase[],
): Promise<CaseOffer | null> {
  const mine = await startable(around, user, active);
  const found = await choose(around, record, mine);
  if (!found) return null;
  const { key, name, facts } = found.case;
  const fresh = found.sure && facts.starts.seen && !(await wasGuided(around.store.db, record));
  return { process: key, name, now: fresh && !(await isOver(around, record, found.case)) };
}

/** Whether the record stands in a final stage: what is over needs no guide. Nothing begins where that is not known now. */
async function isOver(around: Surroundings, record: RecordRef, { key, version, facts }: ActiveCase) {
  const found = await tryToRead(around, record, [facts.stageField]);
  if (found?.at === 'apart') return false;
  if (found?.at !== 'crm') return true;
  const value = stageText(found.data[facts.stageField] ?? null);
  return value !== null && (await finalValues(around, key, version)).has(value);
}

/** Null: the CRM cannot be asked now. */
async function tryToRead(around: Surroundings, record: RecordRef, fields: string[]): Promise<Found | null> {
  return readRecord(around, record, fields).catch((error: unknown) => {
    if (error instanceof ProtocolError) return null;
    throw error;
  });
}

/** Another case that the field of the record asks for now, or another version of this one (behaviour 8.2, 8.8). */
async function readChange(
  around: Surroundings,
  user: User,
  row: CaseRow,
  active: readonly ActiveCase[],
): Promise<CaseChange | null> {
  const mine = await startable(around, user, active);
  const own = mine.find(({ key }) => key === row.process);
  const others = mine.filter(({ key }) => key !== row.process);
  if (others.length > 0) {
    const found = await choose(around, row.record, mine);
    if (found?.sure && found.case.key !== row.process) {
      const { key, name, version } = found.case;
      return { process: key, name, version, reason: 'field' };
    }
  }
  if (!own || own.version === row.version) return null;
  return { process: own.key, name: own.name, version: own.version, reason: 'version' };
}

async function startable(
  { store }: Surroundings,
  user: User,
  active: readonly ActiveCase[],
): Promise<ActiveCase[]> {
  const mine: ActiveCase[] = [];
  for (const one of active) if (await mayStart(store.db, user, one.key)) mine.push(one);
  return mine;
}

/**
 * The case that a record is for. `sure`: its condition was looked at. A CRM that cannot be asked now tells nothing; the
 * page asks again.
 */
async function choose(
  around: Surroundings,
  record: RecordRef,
  cases: readonly ActiveCase[],
): Promise<{ case: ActiveCase; sure: boolean } | null> {
  const [first] = cases;
  if (!first) return null;
  if (cases.every(({ facts }) => facts.condition === null)) return { case: first, sure: true };
  const found = await tryToRead(around, record, fieldsOf(cases));
  if (found === null || found.at === 'gone') return null;
  const data = found.at === 'crm' ? found.data : null;
  const fit = cases.find(({ facts }) => isFor(facts, data) === true);
  if (fit) return { case: fit, sure: true };
  const open = cases.find(({ facts }) => isFor(facts, data) === null);
  return open ? { case: open, sure: false } : null;
}

/** What a move would do. Throws `instance-unknown` for a case that the user does not see. */
async function preview(
  around: Surroundings,
  user: User,
  instance: string,
  stage: string,
): Promise<MovePreview> {
  const { db } = around.store;
  const row = await readCase(db, instance);
  if (!row || !(await maySee(db, user, row))) throw new ProtocolError('instance-unknown', { id: instance });
  const { compiled } = await around.definitions.read(db, row.process, row.version);
  const definition = definitionOf(compiled);
  const standing = standingOf(compiled, row.state);
  const { move, blocking, cancelled, created, ends } = outlookOf(compiled, row.state, stage);
  const here = definition.stages.find(({ id }) => id === standing.stage)?.steps ?? [];
  const there = definition.stages.find(({ id }) => id === stage)?.steps ?? [];
  const now = await viewSteps(db, user.id, instance, here, standing);
  const then = await viewPlanned(db, there);
  return {
    ...{ stage, revision: row.revision, move, ends },
    blocking: now.filter(({ id }) => blocking.includes(id)),
    cancelled: now.filter(({ id }) => cancelled.includes(id)),
    created: then.filter(({ id }) => created.includes(id)),
  };
}
