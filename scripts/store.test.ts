import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import config from '../wxt.config.ts';

interface Manifest {
  permissions: string[];
  optional_permissions: string[];
  optional_host_permissions: string[];
  browser_specific_settings?: { gecko: { data_collection_permissions: { required: string[] } } };
}

async function manifestOf(browser: 'chrome' | 'firefox'): Promise<Manifest> {
  const { manifest } = config;
  const env = { browser, command: 'build', mode: 'production', manifestVersion: 3 } as const;
  return (typeof manifest === 'function' ? await manifest(env) : await manifest) as unknown as Manifest;
}

/** What stands in code in the first column of a table under a heading. */
function namedUnder(heading: string): string[] {
  const page = readFileSync('docs/store.md', 'utf8');
  const part = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const cells = part.split('\n').flatMap((line) => /^\| (`[^|]*) \|/.exec(line)?.[1] ?? []);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

it.each(['chrome', 'firefox'] as const)(
  'every permission that is asked for in %s says why, and no other',
  async (browser) => {
    const { permissions, optional_permissions, optional_host_permissions } = await manifestOf(browser);
    const asked = [...permissions, ...optional_permissions, ...optional_host_permissions];
    expect(namedUnder('Permissions').sort()).toEqual(asked.sort());
  },
);

it('the data that is declared to Firefox is what the listing says', async () => {
  const { browser_specific_settings } = await manifestOf('firefox');
  const declared = browser_specific_settings?.gecko.data_collection_permissions.required ?? [];
  expect(namedUnder('Data').sort()).toEqual([...declared].sort());
});
