import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { SEED } from './seed.ts';
import { type FieldValues, fieldValue, RECORD_TYPES } from './types.ts';

const event = z.object({ at: z.iso.datetime(), who: z.string(), text: z.string() });
const record = z.object({
  id: z.string(),
  version: z.int(),
  // Folders made before this was kept have records without it.
  createdAt: z.iso.datetime().default(new Date(0).toISOString()),
  updatedAt: z.iso.datetime(),
  values: z.record(z.string(), fieldValue),
  history: z.array(event),
});
const contents = z.record(z.string(), z.array(record));

/** Something that happened to a record. */
export type HistoryEvent = z.infer<typeof event>;
/** A record as it is kept. */
export type StoredRecord = z.infer<typeof record>;

/** The records of all types, kept in memory and in one JSON file. */
export interface Store {
  all(type: string): readonly StoredRecord[];
  get(type: string, id: string): StoredRecord | undefined;
  add(type: string, values: FieldValues, who: string): StoredRecord;
  change(type: string, id: string, values: FieldValues, who: string): StoredRecord | undefined;
  remove(type: string, id: string): boolean;
  tell(type: string, id: string, entry: Omit<HistoryEvent, 'at'>): HistoryEvent | undefined;
}

const EARLIER = [
  'Called, nobody there',
  'Sent the price list',
  'Moved the meeting by a week',
  'Wrote an e-mail',
];
const DAY_MS = 24 * 60 * 60 * 1000;

/** A past for every seeded record, long enough that its page scrolls. */
function pastOf(index: number, now: number): HistoryEvent[] {
  return Array.from({ length: 24 }, (_, step) => ({
    at: new Date(now - (step + 1) * DAY_MS * 2).toISOString(),
    who: step % 2 === 0 ? 'Alice Ames' : 'Bob Baker',
    text: EARLIER[(index + step) % EARLIER.length] ?? '',
  }));
}

function seeded(now: number): z.infer<typeof contents> {
  const fill = (rows: readonly FieldValues[]) =>
    rows.map((values, index) => ({
      id: String(index + 1),
      version: 1,
      createdAt: new Date(now).toISOString(),
      updatedAt: new Date(now).toISOString(),
      values,
      history: pastOf(index, now),
    }));
  return Object.fromEntries(Object.keys(RECORD_TYPES).map((type) => [type, fill(SEED[type] ?? [])]));
}

function read(file: string): z.infer<typeof contents> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return seeded(Date.now());
  }
  return contents.parse(JSON.parse(text));
}

/** Opens the store in a folder, filling it when there is nothing yet. */
export function openStore(folder: string): Store {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'records.json');
  const data = read(file);
  const save = () => {
    // A rename is whole or not at all: a crash leaves the records of before.
    const whole = `${file}.${process.pid}`;
    writeFileSync(whole, JSON.stringify(data));
    renameSync(whole, file);
  };
  const list = (type: string) => {
    data[type] ??= [];
    return data[type];
  };
  const get = (type: string, id: string) => list(type).find((found) => found.id === id);
  const now = () => new Date().toISOString();
  save();

  return {
    all: list,
    get,
    add(type, values, who) {
      const ids = list(type).map((found) => Number(found.id));
      const at = now();
      const history = [{ at, who, text: 'Created' }];
      const id = String(Math.max(0, ...ids) + 1);
      const added = { id, version: 1, createdAt: at, updatedAt: at, values, history };
      list(type).push(added);
      save();
      return added;
    },
    change(type, id, values, who) {
      const found = get(type, id);
      if (!found) return undefined;
      Object.assign(found.values, values);
      found.version += 1;
      found.updatedAt = now();
      found.history.unshift({ at: now(), who, text: `Changed ${Object.keys(values).join(', ')}` });
      save();
      return found;
    },
    remove(type, id) {
      const index = list(type).findIndex((found) => found.id === id);
      if (index < 0) return false;
      list(type).splice(index, 1);
      save();
      return true;
    },
    tell(type, id, entry) {
      const found = get(type, id);
      if (!found) return undefined;
      const told = { at: now(), ...entry };
      found.history.unshift(told);
      save();
      return told;
    },
  };
}
