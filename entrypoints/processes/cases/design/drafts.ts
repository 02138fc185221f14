/**
 * What somebody has designed and not deployed yet, kept by this browser, so that a closed tab or a crash loses nothing.
 * It is kept at every edit, which is why it is not asked of anybody else first.
 */
import * as z from 'zod/mini';
import { CaseDefinition } from '../../../../lib/cases/definition.ts';
import type { Design } from './model/design.ts';

export interface Draft {
  readonly design: Design;
  /** The version that it began with; null: none was deployed. */
  readonly base: number | null;
  /** When it was changed last, in ms. */
  readonly at: number;
}

/** Faults that somebody who is typing makes: too short, too long, not the right letters yet. */
const TYPED: readonly string[] = ['too_small', 'too_big', 'invalid_format'];

/** A case as it is built, whatever its texts: an empty name must not lose the rest. */
const BuiltCase = z.custom<CaseDefinition>((thing) => {
  const reading = CaseDefinition.safeParse(thing);
  return reading.success || reading.error.issues.every(({ code }) => TYPED.includes(code));
});

const Kept = z.strictObject({
  design: z.strictObject({
    definition: BuiltCase,
    forms: z.array(z.strictObject({ name: z.string(), text: z.string() })),
  }),
  base: z.nullable(z.number()),
  at: z.number(),
});

const PREFIX = 'case-draft';
const nameOf = (user: string, key: string) => `${PREFIX} ${user} ${key}`;

/** The draft of a case; null: there is none. */
export function readDraft(user: string, key: string): Draft | null {
  const text = localStorage.getItem(nameOf(user, key));
  if (text === null) return null;
  try {
    return Kept.parse(JSON.parse(text));
  } catch {
    // Of an older version of the extension: it can't be shown any more.
    return null;
  }
}

/** False: the browser has no room for it. */
export function keepDraft(user: string, key: string, draft: Draft): boolean {
  try {
    localStorage.setItem(nameOf(user, key), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(user: string, key: string): void {
  localStorage.removeItem(nameOf(user, key));
}

/** Hears that another tab of this browser has kept a change of the same case; gives what ends that. */
export function watchDraft(user: string, key: string, hear: () => void): () => void {
  const listen = (event: StorageEvent) => {
    if (event.key === nameOf(user, key) && event.newValue !== null) hear();
  };
  addEventListener('storage', listen);
  return () => removeEventListener('storage', listen);
}

/** The drafts of a person, latest first. */
export function listDrafts(user: string): { key: string; draft: Draft }[] {
  const start = nameOf(user, '');
  return Object.keys(localStorage)
    .filter((name) => name.startsWith(start))
    .flatMap((name) => {
      const key = name.slice(start.length);
      const draft = readDraft(user, key);
      return draft ? [{ key, draft }] : [];
    })
    .sort((one, other) => other.draft.at - one.draft.at);
}
