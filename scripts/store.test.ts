import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Wxt, WxtHooks } from 'wxt';
import config from '../wxt.config.ts';

interface Manifest {
  permissions: string[];
  optional_permissions: string[];
  host_permissions?: string[];
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

it('every permission is used: what it opens is called somewhere in the extension', async () => {
  const { permissions, optional_permissions } = await manifestOf('chrome');
  const files = execFileSync('git', ['ls-files', 'lib', 'entrypoints', 'components'], { encoding: 'utf8' });
  const sources = files
    .split('\n')
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\/testing\//.test(file))
    .map((file) => readFileSync(file, 'utf8'));
  const isUsed = (name: string) => sources.some((source) => source.includes(`browser.${name}.`));
  expect(permissions.filter((name) => !isUsed(name))).toEqual([]);
  // It is there only while the person allows it, and so is asked for as a whole.
  expect(optional_permissions).toEqual(['notifications']);
  expect(sources.some((source) => source.includes('return browser.notifications;'))).toBe(true);
});

it.each(['chrome', 'firefox'] as const)(
  'no CRM can be reached in %s before the person allows it',
  async (browser) => {
    expect((await manifestOf(browser)).host_permissions ?? []).toEqual([]);
  },
);

it('the data that is declared to Firefox is what the listing says', async () => {
  const { browser_specific_settings } = await manifestOf('firefox');
  const declared = browser_specific_settings?.gecko.data_collection_permissions.required ?? [];
  expect(namedUnder('Data').sort()).toEqual([...declared].sort());
});

it('a package for a store has no key in its manifest; what is built keeps it', async () => {
  const outDir = mkdtempSync(join(tmpdir(), 'throughline-manifest-'));
  onTestFinished(() => rmSync(outDir, { recursive: true }));
  const file = join(outDir, 'manifest.json');
  const built = JSON.stringify(await manifestOf('chrome'));
  writeFileSync(file, built);
  const wxt = { config: { outDir } } as unknown as Wxt;
  const hooks = config.hooks as Partial<WxtHooks>;

  await hooks['zip:extension:start']?.(wxt);
  const { key, ...rest } = JSON.parse(built);
  expect(key).toBeTypeOf('string');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(rest);

  await hooks['zip:extension:done']?.(wxt, '');
  expect(readFileSync(file, 'utf8')).toBe(built);
});

it('the pictures are there, in the size that both stores take, and small', () => {
  const named = [...readFileSync('docs/store.md', 'utf8').matchAll(/\]\((images\/store\/[^)]+)\)/g)];
  expect(named.length).toBeGreaterThan(0);
  for (const [, path = ''] of named) {
    const picture = readFileSync(`docs/${path}`);
    // The header of a PNG: its width and height follow the name of its first part.
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)], path).toEqual([1280, 800]);
    expect(picture.length, path).toBeLessThanOrEqual(150_000);
  }
});
