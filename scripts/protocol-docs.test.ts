import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ERRORS, PROTOCOL_VERSION } from '../lib/protocol/index.ts';
import { DOCUMENT, ENTITIES, generate, membersOf, UNIONS } from './protocol-docs.ts';

const text = readFileSync(DOCUMENT, 'utf8');
const shapes = [...text.matchAll(/<!-- shape (\S+) -->/g)].map((match) => match[1]);

describe('docs/protocol.md', () => {
  test('is current: `node scripts/protocol-docs.ts` would change nothing', () => {
    expect(generate(text)).toBe(text);
  });

  test('names the version', () => {
    expect(text).toContain(`Version ${PROTOCOL_VERSION}.`);
  });

  test.each(Object.keys(UNIONS) as (keyof typeof UNIONS)[])(
    'has a section for every member of %s',
    (union) => {
      const members = membersOf(union);
      expect(members.length).toBeGreaterThan(0);
      const missing = members.filter((name) => !text.includes(`### \`${name}\``) || !shapes.includes(name));
      expect(missing).toEqual([]);
    },
  );

  test('has no section for a message that does not exist', () => {
    const known = Object.keys(UNIONS).flatMap((union) => membersOf(union as keyof typeof UNIONS));
    const described = [...text.matchAll(/^### `([\w.]+)`$/gm)].map((match) => match[1] ?? '');
    expect(described.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('shows the shape of every entity', () => {
    // Unions are shown member by member, and the hello as a message.
    const shown = Object.keys(ENTITIES).filter((name) => !(name in UNIONS) && name !== 'Hello');
    expect(shown.filter((name) => !shapes.includes(name))).toEqual([]);
  });

  test('names no error code that does not exist', () => {
    const named = [...text.matchAll(/`([a-z]+-[a-z-]+)`/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => !(name in ERRORS))).toEqual([]);
  });
});
