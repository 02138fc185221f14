import { SiteAdapter } from './schema.ts';
import { untrueIn } from './untrue.ts';

/** An adapter is a few kilobytes; what is much more is something else. */
const MOST_BYTES = 200_000;

/** What is in a file that a person has chosen; or where it is none, and what is there. */
export type AdapterFile =
  | { adapter: SiteAdapter }
  | { problem: 'size' | 'json' }
  | { problem: 'shape' | 'untrue'; at: string };

/** Reads an adapter from a file. It has to be right by its own test addresses. */
export function readAdapter(words: string): AdapterFile {
  if (words.length > MOST_BYTES) return { problem: 'size' };
  let data: unknown;
  try {
    data = JSON.parse(words);
  } catch {
    return { problem: 'json' };
  }
  const parsed = SiteAdapter.safeParse(data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { problem: 'shape', at: issue?.path.join('.') || '–' };
  }
  const [untrue] = untrueIn(parsed.data);
  return untrue === undefined ? { adapter: parsed.data } : { problem: 'untrue', at: untrue };
}

/** The file in which an adapter goes to others. */
export function writeAdapter(adapter: SiteAdapter): { name: string; words: string } {
  return { name: `${adapter.kind}.adapter.json`, words: `${JSON.stringify(adapter, null, 2)}\n` };
}
