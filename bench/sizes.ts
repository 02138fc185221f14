import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { buildExtension, extensionFolder } from '../scripts/start/extension.ts';
import type { Bench } from './support/figure.ts';

const KB = 1000;

/** What the extension puts into somebody else's page, as it is delivered. */
export const bench: Bench = {
  name: 'sizes',
  async run(report) {
    buildExtension(() => {});
    for (const browser of ['chrome', 'firefox'] as const) {
      const trigger = gzipped(browser, 'content-scripts/trigger.js');
      const host = gzipped(browser, 'host.js');
      report({ name: `trigger script, gzipped (${browser})`, value: trigger, unit: 'kB', budget: 2 });
      report({
        name: `scripts on a record page before interaction, gzipped (${browser})`,
        value: trigger + host,
        unit: 'kB',
        budget: 8,
      });
      report({
        name: `script that the first overlay adds, gzipped (${browser})`,
        value: gzipped(browser, 'host-overlay.js'),
        unit: 'kB',
        budget: null,
      });
      report({ name: `manifest CSS (${browser})`, value: manifestCss(browser), unit: 'B', budget: 0 });
    }
  },
};

function gzipped(browser: 'chrome' | 'firefox', file: string): number {
  return gzipSync(readFileSync(`${extensionFolder(browser)}/${file}`)).length / KB;
}

function manifestCss(browser: 'chrome' | 'firefox'): number {
  const manifest = JSON.parse(readFileSync(`${extensionFolder(browser)}/manifest.json`, 'utf8'));
  const scripts: { css?: string[] }[] = manifest.content_scripts ?? [];
  const files = scripts.flatMap(({ css }) => css ?? []);
  return files.reduce((sum, file) => sum + readFileSync(`${extensionFolder(browser)}/${file}`).length, 0);
}
