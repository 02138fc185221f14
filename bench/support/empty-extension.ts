import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder of an extension that does nothing on the pages of `origin` but be there. */
export function emptyExtension(origin: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-empty-'));
  const manifest = {
    manifest_version: 3,
    name: 'Empty',
    version: '1',
    content_scripts: [
      { matches: [`${new URL(origin).protocol}//${new URL(origin).hostname}/*`], js: ['empty.js'] },
    ],
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'empty.js'), '(() => {})();\n');
  return folder;
}
