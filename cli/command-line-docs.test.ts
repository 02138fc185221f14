import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { InstanceStatus } from '../lib/protocol/index.ts';
import { COMMANDS } from './commands.ts';

const text = readFileSync(new URL('../docs/command-line.md', import.meta.url), 'utf8');

test('docs/command-line.md shows every command as it is called, with an example', () => {
  const missing = Object.entries(COMMANDS).filter(
    ([name, { usage }]) => !text.includes(`| \`${usage}\` |`) || !text.includes(`\nthroughline ${name} `),
  );
  expect(missing.map(([name]) => name)).toEqual([]);
});

test('docs/command-line.md names the statuses that can be asked for', () => {
  for (const status of InstanceStatus.options ?? []) expect(text).toContain(`\`${status}\``);
});
