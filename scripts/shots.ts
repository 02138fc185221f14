/**
 * Photographs every page of the extension in every state, light and dark, and checks each with axe:
 * `npm run shots` for all, `npm run shots -- menu` for those whose name starts so. Pictures: `.shots/`.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { buildGallery, serve } from './shots/build.ts';
import { scenes } from './shots/gallery/scenes.ts';
import { launchBrowser } from './shots/launch.ts';
import { shotsOf, take } from './shots/take.ts';

/** Browsers, as pages in the background of one are not drawn. Most of the time goes into waiting. */
const AT_ONCE = 3;

const folder = join(import.meta.dirname, '..', '.shots');
const wanted = process.argv[2] ?? '';
const shots = scenes.filter(({ name }) => name.startsWith(wanted)).flatMap(shotsOf);
if (shots.length === 0) throw new Error(`Expected the beginning of a scene's name, got ${wanted}.`);

const built = await buildGallery();
const { address, server } = await serve(built);
const browsers = await Promise.all(Array.from({ length: AT_ONCE }, launchBrowser));
let wrong = 0;
try {
  const left = [...shots];
  const takeSome = async (browser: Browser) => {
    for (let shot = left.shift(); shot; shot = left.shift()) {
      const faults = await take(browser, address, folder, shot);
      wrong += faults.length;
      for (const fault of faults) console.error(`${shot.scene.name} ${shot.width} ${shot.look}: ${fault}`);
    }
  };
  await Promise.all(browsers.map(takeSome));
} finally {
  await Promise.all(browsers.map((browser) => browser.close()));
  server.close();
  await rm(built, { recursive: true, force: true });
}
console.log(`${shots.length} pictures in .shots, ${wrong} faults`);
if (wrong > 0) process.exitCode = 1;
