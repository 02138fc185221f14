import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { NOTICES, notices } from './notices.ts';

it('the notices are those of what the extension ships: `node scripts/notices.ts` would change nothing', () => {
  const text = notices();
  expect(readFileSync(NOTICES, 'utf8')).toBe(text);
  for (const name of ['bpmn-js', 'preact', 'zod', 'chart.js', 'diagram-js'])
    expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
});
