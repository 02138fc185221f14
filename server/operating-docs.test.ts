import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SETTING_NAMES as IDENTITY } from './identity/settings.ts';
import { SETTING_NAMES } from './settings.ts';

const text = readFileSync(new URL('../docs/operating.md', import.meta.url), 'utf8');
const listed = [...text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1]);

test('docs/operating.md lists the settings that are read, and no others', () => {
  const elsewhere = ['THROUGHLINE_ACCESS_TOKEN_SECONDS'];
  expect([...listed, ...elsewhere].sort()).toEqual([...SETTING_NAMES, ...IDENTITY].sort());
  for (const name of elsewhere) expect(text).toContain(`\`${name}\``);
});

test('docs/operating.md names the figures that are served', () => {
  const source = readFileSync(new URL('./gateway/metrics.ts', import.meta.url), 'utf8');
  const served = [...source.matchAll(/'(throughline_\w+)'/g)].map((match) => match[1]).sort();
  const described = [...text.matchAll(/^\| `(throughline_\w+)` \|/gm)].map((match) => match[1]).sort();
  expect(described).toEqual(served);
});
