/** What an engine made of a case, and how two of them differ. */
import { isDeepStrictEqual } from 'node:util';
import type { Case, Picture, Runner } from './case.ts';

export interface Trace {
  pictures: Picture[];
  /** Why the script could not be carried out to its end. */
  problem: string | null;
}

const PARTS = ['status', 'tasks', 'waits', 'completed', 'cancelled', 'variables'] as const;

/** Runs a case; what goes wrong becomes part of the trace. */
export async function traceOf(runner: Runner, subject: Case): Promise<Trace> {
  const pictures: Picture[] = [];
  try {
    for await (const picture of runner.run(subject)) pictures.push(picture);
    return { pictures, problem: null };
  } catch (fault) {
    return { pictures, problem: fault instanceof Error ? fault.message : String(fault) };
  }
}

/** One readable line for each difference; none: the case passes. */
export function differences(
  subject: Case,
  one: { name: string; trace: Trace },
  other: { name: string; trace: Trace },
): string[] {
  const lines = allDifferences(one, other);
  if (subject.differs === undefined) return lines.map(({ text }) => text);
  const { after } = subject.differs;
  const early = lines.filter(({ index }) => index < after);
  if (early.length > 0 || lines.length > 0) return early.map(({ text }) => text);
  return ['Expected the difference that the case declares, got none. Remove the declaration.'];
}

function allDifferences(
  one: { name: string; trace: Trace },
  other: { name: string; trace: Trace },
): { index: number; text: string }[] {
  const length = Math.max(one.trace.pictures.length, other.trace.pictures.length);
  const lines = Array.from({ length }, (_, index) => {
    const [here, there] = [one.trace.pictures[index], other.trace.pictures[index]];
    if (here === undefined || there === undefined) return [];
    return PARTS.filter((part) => !isDeepStrictEqual(here[part], there[part])).map((part) => ({
      index,
      text: `after ${here.after}: ${part}: ${one.name} ${shown(here[part])}, ${other.name} ${shown(there[part])}`,
    }));
  }).flat();
  const problems = [one, other].flatMap(({ name, trace }) =>
    trace.problem === null ? [] : [{ index: trace.pictures.length, text: `${name}: ${trace.problem}` }],
  );
  return [...lines, ...problems];
}

function shown(value: unknown): string {
  return Array.isArray(value) ? `[${value.join(', ')}]` : JSON.stringify(value);
}
