/**
 * `npm run reproducible`: builds the store packages from what is committed, in two folders, and compares them byte by byte.
 * What depends on where or when it was built cannot be checked by a reviewer. Their manifests are those that were built,
 * but for the key of Chrome, with which its store takes no package.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { inflateRawSync } from 'node:zlib';

const root = join(import.meta.dirname, '..');

/** The packages by name, with what is in them as a hash. */
function build(): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-packages-'));
  try {
    const archive = join(folder, 'source.tar');
    const place = join(folder, 'source');
    execFileSync('git', ['archive', '--prefix=source/', '-o', archive, 'HEAD'], { cwd: root });
    execFileSync('tar', ['xf', archive, '-C', folder]);
    symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
    execFileSync('npm', ['run', 'zip'], { cwd: place, stdio: ['ignore', 'ignore', 'inherit'] });
    const out = join(place, '.output');
    const packages = readdirSync(out).filter((name) => name.endsWith('.zip'));
    for (const browser of ['chrome', 'firefox']) checkManifest(out, browser);
    const hashOf = (name: string) =>
      createHash('sha256')
        .update(readFileSync(join(out, name)))
        .digest('hex');
    return new Map(packages.map((name) => [name, hashOf(name)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function checkManifest(out: string, browser: string): void {
  const { key, ...built } = JSON.parse(readFileSync(join(out, `${browser}-mv3`, 'manifest.json'), 'utf8'));
  const name = readdirSync(out).find((file) => file.endsWith(`-${browser}.zip`)) ?? '';
  const packed = JSON.parse(unzipped(readFileSync(join(out, name)), 'manifest.json'));
  if ((key !== undefined) === (browser === 'chrome') && isDeepStrictEqual(packed, built)) return;
  throw new Error(`Expected the manifest of ${browser}-mv3 without its key in ${name}, got another one.`);
}

/** A file out of a package. Before its content stand its name, the length of what follows that, and this itself. */
function unzipped(archive: Buffer, name: string): string {
  const at = archive.indexOf(name);
  const start = at + name.length + archive.readUInt16LE(at - 2);
  return inflateRawSync(archive.subarray(start)).toString('utf8');
}

const [first, second] = [build(), build()];
for (const [name, hash] of first) console.log(`${hash}  ${name}`);
const different = [...first].filter(([name, hash]) => second.get(name) !== hash).map(([name]) => name);
if (first.size === 0 || first.size !== second.size || different.length > 0) {
  console.error(`Expected the same packages twice, got others: ${different.join(', ') || 'not as many'}.`);
  process.exit(1);
}
