/** Renders the mark into the icon files of the extension: `node scripts/icons.ts`. The files are committed. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from './shots/launch.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'public', 'icon');
const SIZES = [16, 32, 48, 128] as const;

const mark = await readFile(join(import.meta.dirname, 'shots', 'icon.svg'), 'utf8');
await mkdir(FOLDER, { recursive: true });
const browser = await launchBrowser();
const page = await browser.newPage();
for (const size of SIZES) {
  await page.setViewport({ width: size, height: size });
  await page.setContent(`<style>html,body{margin:0}svg{display:block;width:${size}px}</style>${mark}`);
  await writeFile(join(FOLDER, `${size}.png`), await page.screenshot({ omitBackground: true }));
}
await browser.close();
