import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { programOf } from '../../scripts/test/tools.ts';
import { GECKO_ID, type Target } from './driver.ts';

/** What an administrator sets for the extension: see *The extension in a company's browsers* in docs/operating.md. */
export type Policy = Record<string, unknown>;

/** How a browser is started, so that it finds a policy and no other browser of this machine does. */
export interface Policed {
  program: string;
  env: Record<string, string>;
}

/** Follows from the key in the manifest. */
const CHROME_ID = 'egaimiolkkjjiljllldbnididdenoimj';

/** Whether a browser can be given a policy of its own here. */
export function takesPolicies(target: Target): boolean {
  if (process.platform !== 'linux') return false;
  if (target === 'firefox') return true;
  const folder = chromeFolder(programOf('chrome') ?? '');
  const mount = ['mount', '--bind', folder, folder];
  return existsSync(folder) && spawnSync('unshare', [...ownMounts(), ...mount]).status === 0;
}

/** Puts a policy for one browser into the folder of its profile. */
export function setPolicy(target: Target, program: string, place: string, policy: Policy): Policed {
  return target === 'chrome' ? policeChrome(program, place, policy) : policeFirefox(program, place, policy);
}

/** Chromium reads policies from one folder of the machine: this browser alone sees another one there. */
function policeChrome(program: string, place: string, policy: Policy): Policed {
  const folder = join(place, 'etc');
  const managed = join(folder, 'policies', 'managed');
  mkdirSync(managed, { recursive: true });
  writeFileSync(
    join(managed, 'throughline.json'),
    JSON.stringify({ '3rdparty': { extensions: { [CHROME_ID]: policy } } }),
  );
  const mount = `mount --bind '${folder}' '${chromeFolder(program)}' && exec '${program}' "$@"`;
  const wrapper = join(place, 'policed.sh');
  const script = `#!/bin/sh\nexec unshare ${ownMounts().join(' ')} sh -c "$(cat <<'END'\n${mount}\nEND\n)" policed "$@"\n`;
  writeFileSync(wrapper, script, { mode: 0o755 });
  return { program: wrapper, env: {} };
}

/** Firefox looks for managed storage in the person's home. */
function policeFirefox(program: string, place: string, policy: Policy): Policed {
  const home = join(place, 'home');
  const folder = join(home, '.mozilla', 'managed-storage');
  mkdirSync(folder, { recursive: true });
  const manifest = { name: GECKO_ID, description: 'Set by a test', type: 'storage', data: policy };
  writeFileSync(join(folder, `${GECKO_ID}.json`), JSON.stringify(manifest));
  return { program, env: { HOME: home } };
}

function chromeFolder(program: string): string {
  return basename(program).startsWith('google-chrome') ? '/etc/opt/chrome' : '/etc/chromium';
}

/** Who is not root becomes so for what it mounts. */
function ownMounts(): string[] {
  return process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];
}
