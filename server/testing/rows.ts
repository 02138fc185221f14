/** Rows of processes, instances and steps for tests that read them, whatever would have made them. */
import type { ProcessFacts } from '../engine/port.ts';
import type { InstanceTable, StepTable } from '../store/schema.ts';
import type { Db } from '../store/store.ts';

export const NOON = new Date('2026-03-02T12:00:00Z');

/** Facts of a process with nothing in it. */
export function factsOf(key: string, facts: Partial<ProcessFacts> = {}): ProcessFacts {
  return {
    ...{ key, name: `Process ${key}`, description: null, recordTypes: [], recordParameter: null },
    ...{ parameters: [], starts: [], quickLaunch: false, userRights: false, elements: [], calls: [] },
    ...facts,
  };
}

/** A process with so many versions, all alike, the last one actual. */
export async function addProcess(
  db: Db,
  key: string,
  { versions = 1, ...facts }: Partial<ProcessFacts> & { versions?: number } = {},
): Promise<void> {
  const written = factsOf(key, facts);
  const rows = Array.from({ length: versions }, (_, index) => ({
    ...{ key, version: index + 1, name: written.name, deployed_at: NOON, deployed_by: 'admin' },
    facts: JSON.stringify(written),
    files: JSON.stringify({ bpmn: '<xml/>', forms: {} }),
    compiled: '{}',
  }));
  await db.insertInto('definition').values(rows).execute();
  const process = { key, actual: versions, retention_days: null, changed_at: NOON, changed_by: 'admin' };
  await db.insertInto('process').values(process).execute();
}

export type InstanceParts = Partial<Omit<InstanceTable, 'duration' | 'record' | 'incident' | 'state'>> & {
  id: string;
  record?: object | null;
  incident?: object | null;
  state?: unknown;
};

/** An instance that runs since noon, unless its parts say something else. */
export async function addInstance(db: Db, parts: InstanceParts): Promise<void> {
  const { id, record = null, incident = null, state = {}, ...rest } = parts;
  await db
    .insertInto('instance')
    .values({
      ...{ id, process: 'p', version: 1, status: 'running', caption: `Instance ${id}`, revision: 1 },
      ...{ started_by: 'alice', started_at: NOON, ended_at: null, parent: null, parent_step: null, root: id },
      ...{ business_key: null, failed_at: null, origin: 'person', traced: false },
      ...rest,
      state: JSON.stringify(state),
      record: record === null ? null : JSON.stringify(record),
      incident: incident === null ? null : JSON.stringify(incident),
      log_head: 0,
    })
    .execute();
}

export type StepParts = Partial<Omit<StepTable, 'duration' | 'outcome' | 'incident'>> & {
  instance: string;
  id: string;
  outcome?: string | string[] | null;
  incident?: object | null;
};

/** A step that runs since noon, unless its parts say something else. */
export async function addStep(db: Db, parts: StepParts): Promise<void> {
  const { outcome = null, incident = null, ...rest } = parts;
  await db
    .insertInto('step')
    .values({
      ...{ element: 'work', type: 'userTask', name: 'Work', parent: null, index: null, status: 'running' },
      ...{ entered_at: NOON, ended_at: null, ended_by: null },
      ...rest,
      outcome: outcome === null ? null : JSON.stringify(outcome),
      incident: incident === null ? null : JSON.stringify(incident),
    })
    .execute();
}
