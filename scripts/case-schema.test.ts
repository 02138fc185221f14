import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generate, SCHEMA } from './case-schema.ts';

it('docs/case.schema.json is current: `node scripts/case-schema.ts` would change nothing', () => {
  expect(JSON.parse(readFileSync(SCHEMA, 'utf8'))).toEqual(JSON.parse(generate()));
});
