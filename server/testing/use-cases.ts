/** Cases for a test file: a database of its own, and a CRM that is filled anew before each test. */
import { beforeAll, beforeEach } from 'vitest';
import type { RecordData } from '../crm/connector.ts';
import { type CaseBench, clearCases, openCaseBench } from './cases.ts';
import { useDatabase } from './database.ts';

/** Leads as the CRM knows them, by their ids from 1 on. */
export const LEADS: readonly RecordData[] = [
  { name: 'Lamp shop', status: 'qualify', size: 'small' },
  { name: 'Tea house', status: null, size: 'big' },
  { name: 'Old mill', status: 'won', size: 'small' },
  { name: 'Barn', status: 'strange', size: 'small' },
];

/** A condition that chooses those of them that are small. */
export const SMALL = { field: 'size', values: ['small'] };

/** The bench of the file; its members can be read from the first hook or test on. */
export function useCases(records: readonly RecordData[] = LEADS): CaseBench {
  const database = useDatabase();
  const bench = {} as CaseBench;
  beforeAll(() => openCaseBench(database, bench));
  beforeEach(async () => {
    await clearCases(bench);
    bench.fill(records);
  });
  return bench;
}
