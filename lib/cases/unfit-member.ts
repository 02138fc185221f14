/** What is built otherwise than a case is, in words: zod says it in English or, in the extension, not at all. */
import type * as z from 'zod/mini';
import { type Detail, phrase } from '../protocol/index.ts';
import type { CaseFinding } from './findings.ts';

type Issue = z.core.$ZodIssue;
type Found = Pick<CaseFinding, 'code' | 'details'>;

/** So much of a text is quoted. */
const MOST_QUOTED = 60;

/** The findings of one issue of zod: one for each member that does not belong there, else one. */
export function unfitMembers(document: unknown, issue: Issue): Found[] {
  const path = issue.path.length > 0 ? issue.path.join('.') : phrase('the-whole-file');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((member) => ({ code: 'unknown-member', details: { path, member } }));
  const value = issue.path.reduce<unknown>(memberOf, document);
  const isCounted = Array.isArray(value) && /^too_/.test(issue.code);
  const got = isCounted ? phrase('one-with-entries', { count: value.length }) : gotten(value);
  return [{ code: 'unfit-member', details: { path, expected: expectedBy(issue), got } }];
}

const TYPES: Record<string, Detail> = {
  string: phrase('a-text'),
  boolean: phrase('true-or-false'),
  number: phrase('a-number'),
  array: phrase('a-list'),
  object: phrase('an-object'),
  record: phrase('an-object'),
};

function expectedBy(issue: Issue): Detail {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? phrase('a-value');
    case 'invalid_value':
      return phrase('one-of', { names: issue.values.map(String).join(', ') });
    case 'too_small': {
      const limit = Number(issue.minimum);
      if (issue.origin !== 'string') return phrase('entries-at-least', { limit });
      return limit === 1 ? phrase('a-text') : phrase('characters-at-least', { limit });
    }
    case 'too_big': {
      const limit = Number(issue.maximum);
      const name = issue.origin === 'string' ? 'characters-at-most' : 'entries-at-most';
      return phrase(name, { limit });
    }
    case 'invalid_format':
      return phrase('matching-text', { pattern: issue.pattern ?? issue.format });
    default:
      return phrase('a-value');
  }
}

function gotten(value: unknown): Detail {
  if (value === undefined) return phrase('nothing');
  if (Array.isArray(value)) return phrase('a-list');
  if (typeof value === 'object' && value !== null) return phrase('an-object');
  const written = JSON.stringify(value);
  return written.length > MOST_QUOTED ? `${written.slice(0, MOST_QUOTED)}…` : written;
}

/** What is there under a name; nothing of what every object has. */
export function memberOf(thing: unknown, name: PropertyKey): unknown {
  if (typeof thing !== 'object' || thing === null || !Object.hasOwn(thing, name)) return undefined;
  return (thing as Record<PropertyKey, unknown>)[name];
}
