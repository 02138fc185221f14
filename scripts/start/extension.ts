import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BROWSER_NAMES } from './options.ts';

type BrowserName = (typeof BROWSER_NAMES)[number];

const SOURCES = ['entrypoints', 'components', 'lib', 'public', 'wxt.config.ts', 'package-lock.json'];
const TARGETS = {
  chrome: { folder: '.output/chrome-mv3', options: ['-b', 'chrome'] },
  firefox: { folder: '.output/firefox-mv3', options: ['-b', 'firefox', '--mv3'] },
} as const;

/** Where the built extension of a browser lies. */
export function extensionFolder(browser: BrowserName): string {
  return resolve(TARGETS[browser].folder);
}

/** Builds the extension for both browsers unless the builds that are there are of these very sources. */
export function buildExtension(progress: (line: string) => void): void {
  const fingerprint = fingerprintOf(SOURCES);
  for (const { folder, options } of Object.values(TARGETS)) {
    const mark = `${folder}.sources`;
    const current = existsSync(mark) && existsSync(folder) && readFileSync(mark, 'utf8') === fingerprint;
    if (current) continue;
    progress(`Building the extension into ${folder}`);
    build(options);
    writeFileSync(mark, fingerprint);
  }
}

function build(options: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync('wxt', ['build', ...options], { encoding: 'utf8' });
  if (status === 0) return;
  throw new Error(`Expected wxt to build the extension, got an error:\n${stdout}${stderr}`);
}

function fingerprintOf(sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const source of sources)
    for (const file of filesIn(source)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function filesIn(source: string): string[] {
  const entries = readdirSyncIfFolder(source);
  if (!entries) return existsSync(source) ? [source] : [];
  return entries.sort().map((file) => join(source, file));
}

function readdirSyncIfFolder(source: string): string[] | null {
  try {
    return readdirSync(source, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(source.length + 1));
  } catch {
    return null;
  }
}
