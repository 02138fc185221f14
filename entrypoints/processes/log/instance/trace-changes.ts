import type { StepTrace, Value, Values } from '../../../../lib/protocol/index.ts';

/** A variable that a step changed: null where it was not there. */
export interface Change {
  name: string;
  before: { value: Value } | null;
  after: { value: Value } | null;
}

/** What a step did to the variables, by name; the same ones are counted only. */
export function changesOf({ before, after }: StepTrace): { changes: Change[]; same: number } {
  const [was, is] = [before ?? {}, after ?? {}];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  const all = names.map((name) => ({ name, before: valueIn(was, name), after: valueIn(is, name) }));
  const changes = all.filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after));
  return { changes, same: all.length - changes.length };
}

function valueIn(values: Values, name: string): { value: Value } | null {
  return Object.hasOwn(values, name) ? { value: values[name] ?? null } : null;
}
