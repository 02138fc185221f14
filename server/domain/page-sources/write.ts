/**
 * Writes what a page enters in records of the CRM, before its step is completed: what the CRM refuses comes back to the
 * person with all they entered (behaviour 1.6). The same command again writes nothing twice.
 */
import {
  type Command,
  type LinkedRecord,
  ProtocolError,
  type Submission,
  type User,
  type Value,
  type Values,
} from '../../../lib/protocol/index.ts';
import { ActionError } from '../../actions/action.ts';
import { onceIn } from '../../actions/once.ts';
import type { CrmRecord, FieldValue, RecordData } from '../../crm/connector.ts';
import { CrmError } from '../../crm/errors.ts';
import { readSubmission } from '../../engine/submission.ts';
import { enteredFields } from '../../engine/submitted-page.ts';
import { shown } from '../../engine/unfit.ts';
import type { Db, Tx } from '../../store/store.ts';
import { isAnswered } from '../command-answer.ts';
import { readUser } from '../people.ts';
import type { Surroundings } from '../surroundings.ts';
import { readWorkableTask, requireOpen } from '../tasks.ts';
import {
  asked,
  type BoundItem,
  hasSources,
  isSameEntry,
  type OpenSource,
  openSources,
  readSource,
  requireRight,
  type SourcePage,
  shownIn,
} from './sources.ts';

type Filled = Extract<Submission, { kind: 'pre-configured-page' }>;

/** What a page has written, and what completing its step goes on with. */
export interface WrittenPage {
  content: SourcePage;
  submission: Filled;
  /** The ids of records, by the variables that receive them. */
  variables: Values;
  records: LinkedRecord[];
}

/**
 * Writes the page of a command; null: the command is of no such page. Throws what completing the step would throw,
 * `record-changed` where somebody else has changed what the person has, and what the CRM refuses.
 */
export async function writePage(
  around: Surroundings,
  actor: string,
  id: string,
  command: Command,
): Promise<WrittenPage | null> {
  if (command.type !== 'task.complete' || command.submission.kind !== 'pre-configured-page') return null;
  const { db } = around.store;
  const user = await readUser(db, actor);
  const task = await readWorkableTask(db, user, command.task);
  if (!hasSources(task.content) || (await isAnswered(db, actor, id))) return null;
  requireOpen(task);
  const { content, submission } = await withRecords(around, user, task.content, command.submission);
  readSubmission(content, submission, around.now());
  const button = content.buttons.find(({ code }) => code === submission.button);
  const opened = await openSources(around, user, content);
  const written: WrittenPage = { content, submission, variables: {}, records: [] };
  for (const source of opened) {
    // A button that checks nothing leaves the page as it stands: nothing is saved (behaviour 1.6).
    const record = button?.validates ? await save(around, task.id, source, written) : null;
    if (record === null) continue;
    const { output } = source.source;
    if (output !== null) written.variables[output] = record.id;
    written.records.push(record);
  }
  return written;
}

/** Read-only fields hold what the CRM holds, whatever the page says. */
async function withRecords(
  around: Surroundings,
  user: User,
  content: SourcePage,
  submission: Filled,
): Promise<Pick<WrittenPage, 'content' | 'submission'>> {
  const held = new Map<string, Value>();
  for (const source of await openSources(around, user, content)) {
    const fixed = source.items.filter((item) => item.readonly || item.dynamic?.readonly !== undefined);
    if (fixed.length === 0) continue;
    const record = await asked(source, () => readSource(source), 'record-unshown');
    if (record !== null) for (const item of fixed) held.set(item.key, shownIn(item, record));
  }
  const items = content.items.map((item) =>
    'key' in item && held.has(item.key) ? { ...item, value: held.get(item.key) ?? null } : item,
  );
  const fixed = items.flatMap((item) =>
    'key' in item && item.readonly && held.has(item.key)
      ? [[item.key, held.get(item.key) ?? null] as const]
      : [],
  );
  const values = { ...submission.values, ...Object.fromEntries(fixed) };
  return { content: { ...content, items }, submission: { ...submission, values } };
}

/** Saves one record of the page; gives it, or null where nothing was to be made. */
async function save(
  around: Surroundings,
  task: string,
  source: OpenSource,
  { content, submission }: WrittenPage,
): Promise<LinkedRecord | null> {
  const entered = enteredFields(content, submission.values).flatMap(({ item, value }) => {
    const own = source.items.find(({ key }) => key === item.key);
    return own === undefined ? [] : [{ item: own, value }];
  });
  const { crm, system } = source;
  const { type } = source.source;
  const id = source.source.id ?? (await add(around, task, source, entered));
  if (source.source.id !== null) await modify(source, entered, submission.read ?? null);
  const record = await asked(source, () => crm.readOne(type, id, []));
  return { system, type, id, title: record?.title.slice(0, 4000) ?? null, url: crm.linkTo(type, id) };
}

type Entered = { item: BoundItem; value: Value }[];

/** Only what the person has changed, so that nothing is written over that they have not seen. */
async function modify(source: OpenSource, entered: Entered, read: Values | null): Promise<void> {
  const { crm } = source;
  const { type, id } = source.source;
  if (id === null) return;
  const record = await asked(source, () => readSource(source), 'record-unshown');
  if (record === null) return;
  const changed = entered.filter(({ item, value }) => isChanged(item, value, record, read));
  if (changed.length === 0) return;
  const data = dataOf(changed);
  await asked(source, async () => {
    await requireRight(source, { right: 'modify', type, ids: [id], data });
    await crm.modify(type, id, data);
  });
}

/** Throws `record-changed` where somebody else has changed it, too, to something else. */
function isChanged(item: BoundItem, value: Value, record: CrmRecord, read: Values | null): boolean {
  const now = shownIn(item, record);
  const same = (one: Value, other: Value) => isSameEntry(item, one, other);
  if (same(value, now)) return false;
  if (read === null || !Object.hasOwn(read, item.key)) return true;
  const before = read[item.key] ?? null;
  if (same(value, before)) return false;
  if (same(now, before)) return true;
  throw new ProtocolError(
    'record-changed',
    { field: `"${item.label}"`, got: shown(now) },
    `values.${item.key}`,
  );
}

/** Adds the record, once for the step. */
async function add(
  { store: { db }, now }: Surroundings,
  task: string,
  source: OpenSource,
  entered: Entered,
): Promise<string> {
  const { crm, name } = source;
  const { type, code } = source.source;
  const data = dataOf(entered.filter(({ value }) => value !== null));
  await asked(source, () => requireRight(source, { right: 'add', type, ids: [], data }));
  try {
    const made = await onceIn(db, now)(`source:${task}:${code}`, () => added(() => crm.add(type, data)));
    return String(made.id);
  } catch (fault) {
    if (fault instanceof Refused) return asked(source, () => Promise.reject(fault.cause));
    if (!(fault instanceof ActionError)) throw fault;
    throw new ProtocolError('record-refused', { record: name, problem: fault.message });
  }
}

/** What the CRM has refused for sure, as against what nobody knows the outcome of. */
class Refused extends Error {}

async function added(add: () => Promise<string>): Promise<Values> {
  try {
    return { id: await add() };
  } catch (fault) {
    if (!(fault instanceof CrmError)) throw fault;
    if (!fault.uncertain) throw new Refused(fault.message, { cause: fault });
    throw new ActionError(fault.message, { retryable: false, uncertain: true });
  }
}

function dataOf(entered: Entered): RecordData {
  return Object.fromEntries(
    entered.flatMap(({ item, value }) =>
      typeof value === 'object' && value !== null ? [] : [[item.bound.field, value satisfies FieldValue]],
    ),
  );
}

/** The instance is found on the records that its page has written. */
export async function connectRecords(
  db: Db | Tx,
  instance: string,
  records: readonly LinkedRecord[],
): Promise<void> {
  for (const record of records)
    await db
      .insertInto('instance_record')
      .values({ instance, ...record, how: 'task' })
      .onConflict((conflict) =>
        conflict
          .columns(['instance', 'system', 'type', 'id'])
          .doUpdateSet({ title: record.title, url: record.url }),
      )
      .execute();
}
