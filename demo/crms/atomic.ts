import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { run } from './child.ts';
import { type CrmKind, type Progress, type RunningCrm, type StartOptions, silent } from './crm.ts';
import { serveStatic } from './static-site.ts';

const SOURCE = path.join(import.meta.dirname, 'atomic');
const FILES = [
  'package.json',
  'package-lock.json',
  '.npmrc',
  'random.js',
  'main.jsx',
  'index.html',
  'build.js',
];

/** It keeps no data, so one build serves every start, whatever its folder, and several at the same time. */
const SITES = path.resolve(import.meta.dirname, '../../.data/atomic-crm');

// It asks strangers for pictures of the people it made up. Nothing may leave this machine.
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:";

async function sourceVersion(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of FILES) hash.update(name).update(await readFile(path.join(SOURCE, name)));
  return hash.digest('hex').slice(0, 16);
}

/** Where the build of the present sources lies, or is to lie. */
async function siteFolder(): Promise<string> {
  return path.join(SITES, `site-${await sourceVersion()}`);
}

async function buildSite(site: string, workshop: string, progress: Progress): Promise<void> {
  for (const name of FILES) await cp(path.join(SOURCE, name), path.join(workshop, name));
  progress('Atomic CRM: fetching it from npm (about 30 seconds, the first time only)');
  await run({ command: ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], cwd: workshop });
  progress('Atomic CRM: building');
  await run({ command: [process.execPath, 'build.js'], cwd: workshop });
  await rename(path.join(workshop, 'dist'), site).catch((error: unknown) => {
    // Somebody else may have built the same sources meanwhile.
    if (!existsSync(site)) throw error;
  });
}

const HOUR_MS = 60 * 60 * 1000;

/** Removes what builds left that were killed: each is some 370 MB. */
async function clearOldBuilds(): Promise<void> {
  for (const name of await readdir(SITES)) {
    const folder = path.join(SITES, name);
    const isOld = name.startsWith('build-') && Date.now() - (await stat(folder)).mtimeMs > HOUR_MS;
    if (isOld) await rm(folder, { recursive: true, force: true });
  }
}

/** Builds the site unless it is there. A site appears whole or not at all, so a broken-off build leaves none. */
async function install(progress: Progress): Promise<void> {
  const site = await siteFolder();
  if (existsSync(site)) return;
  await mkdir(SITES, { recursive: true });
  await clearOldBuilds();
  const workshop = await mkdtemp(path.join(SITES, 'build-'));
  try {
    await buildSite(site, workshop, progress);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function missing(): Promise<string | null> {
  try {
    await run({ command: ['npm', '--version'] });
    return null;
  } catch {
    return 'It is installed with npm, and no npm answers on this machine.';
  }
}

/** Everybody is Jane Doe: the CRM keeps its records in the browser and asks for no name. */
async function login(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/#/contacts`);
  await page.waitForSelector('#main-content a[href^="#/contacts/"]');
}

async function start({ port, progress = silent }: StartOptions): Promise<RunningCrm> {
  await install(progress);
  const site = await serveStatic({
    folder: await siteFolder(),
    files: ['index.html', 'main.js', 'main.css'],
    headers: { 'Content-Security-Policy': POLICY },
    port,
  });
  const { origin } = site;
  const record = (type: string, title: string) => ({ url: `${origin}/#/${type}/1/show`, id: '1', title });
  const records = {
    contacts: record('contacts', 'Wanda McGlynn'),
    companies: record('companies', 'Kuphal, Torphy and Donnelly'),
    deals: record('deals', 'Ab non incidunt'),
  };
  return {
    kind: 'atomic',
    origin,
    recordUrl: records.contacts.url,
    records,
    accounts: [{ login: 'janedoe@atomic.dev', password: 'demo' }],
    login: (page) => login(page, origin),
    stop: () => site.stop(),
  };
}

/** Atomic CRM, from npm, with records that live in the browser until the page is loaded again. */
export const atomic: CrmKind = { kind: 'atomic', name: 'Atomic CRM', missing, install, start };
