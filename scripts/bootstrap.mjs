/**
 * What both commands do first: runs on Node 20 without `node_modules`, so it uses nothing but Node itself.
 * It installs the dependencies when they are not those of the lockfile, then hands over to Node 24, which
 * runs the TypeScript files as they are.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs `entry` (a TypeScript file, from the root) with the dependencies in place; exits with its code. */
export function bootstrap(entry) {
  process.chdir(root);
  if (!dependenciesCurrent()) installDependencies();
  // The channel tells the child when this process is gone, however it went.
  const child = spawn(typescriptNode(), [entry, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

/** True when `node_modules` holds exactly what the lockfile names; optional packages may be absent. */
function dependenciesCurrent() {
  const wanted = packagesOf('package-lock.json');
  const present = packagesOf(join('node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([place, { version, optional, link }]) => {
    if (!place.includes('node_modules/') || link) return true;
    return present[place] ? present[place].version === version : optional === true;
  });
}

function packagesOf(lockfile) {
  const file = join(root, lockfile);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : null;
}

function installDependencies() {
  console.log('Installing dependencies (npm ci), about a minute the first time …');
  const npm = process.env.npm_execpath;
  const [command, ...args] = npm ? [process.execPath, npm] : ['npm'];
  const { status } = spawnSync(command, [...args, 'ci', '--no-progress', '--loglevel=error'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) {
    console.error(
      'Expected `npm ci` to install the dependencies, got the error above. Check the network and try again.',
    );
    process.exit(1);
  }
}

/** The pinned Node 24 of the lockfile, or this one where it can run TypeScript by itself. */
function typescriptNode() {
  const pinned = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(pinned)) return pinned;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  console.error(
    `Expected Node 22.18 or later, got ${process.version}, and no pinned Node for ${process.platform}-${process.arch} in the lockfile. Install Node 24.`,
  );
  return process.exit(1);
}
