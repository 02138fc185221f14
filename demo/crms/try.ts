import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import type { RunningCrm } from './crm.ts';
import { crmKind } from './index.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SHOTS = path.join(ROOT, '.shots');

const browsers = {
  chromium: () =>
    puppeteer.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    }),
  firefox: () =>
    puppeteer.launch({
      browser: 'firefox',
      executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    }),
};

/** Does something and says how long it took. */
async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  console.log(`${what}: ${Math.round(performance.now() - began)} ms`);
  return result;
}

async function shoot(crm: RunningCrm, name: string, launch: () => Promise<Browser>): Promise<void> {
  const browser = await timed(`${name} starts`, launch);
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    await timed(`${name} signs in`, () => crm.login(page));
    for (const [type, record] of Object.entries(crm.records)) {
      await page.goto(record.url);
      await page.waitForNetworkIdle({ idleTime: 500 });
      const file = path.join(SHOTS, `crm-${crm.kind}-${type}-${name}.png`);
      await page.screenshot({ path: file as `${string}.png` });
      console.log(`${name}: ${record.url} → ${path.relative(ROOT, file)}`);
    }
  } finally {
    await browser.close();
  }
}

/** Installs, starts and stops a CRM, and takes pictures of its records in both browsers. */
async function tryCrm(name: string): Promise<void> {
  const kind = crmKind(name);
  const reason = await kind.missing();
  if (reason) throw new Error(`Expected ${kind.name} to run here, got: ${reason}`);
  await mkdir(SHOTS, { recursive: true });
  const tell = (line: string) => console.log(line);
  await timed('install', () => kind.install(tell));
  const folder = path.join(ROOT, '.data', `try-${kind.kind}`);
  const crm = await timed('start', () => kind.start({ folder, port: 0, progress: tell }));
  try {
    for (const [browser, launch] of Object.entries(browsers)) await shoot(crm, browser, launch);
  } finally {
    await timed('stop', () => crm.stop());
  }
}

await tryCrm(process.argv[2] ?? 'demo');
