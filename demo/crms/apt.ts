import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { run } from './child.ts';
import type { Progress } from './crm.ts';

const execute = promisify(execFile);
const APT_GET = '/usr/bin/apt-get';

/** The packages of the list that are not installed. */
async function notInstalled(packages: readonly string[]): Promise<string[]> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query has placeholders of the same shape
  const format = '${Package} ${db:Status-Status}\n';
  const query = execute('dpkg-query', ['-W', '-f', format, ...packages]);
  // dpkg-query fails when it knows nothing of one of them, and still lists the others.
  const { stdout } = await query.catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return packages.filter((name) => !installed.has(name));
}

/** Why these Debian packages cannot be had here, or `null` when they are installed or can be. */
export async function aptMissing(packages: readonly string[]): Promise<string | null> {
  if (!existsSync(APT_GET)) return 'It is installed from Debian packages, and this machine has no apt-get.';
  const wanted = await notInstalled(packages);
  if (wanted.length === 0 || process.getuid?.() === 0) return null;
  return `It needs Debian packages, and only root may install them. Run: sudo apt-get install --no-install-recommends ${wanted.join(' ')}`;
}

/** What a package would do beyond being there. */
export interface AptOptions {
  /** Answers to the questions that it would ask, as `debconf-set-selections` reads them. */
  answers?: readonly string[];
  /** Services that it starts by itself. They are switched off again: we run our own, on our own data. */
  services?: readonly string[];
}

async function aptGet(args: readonly string[]): Promise<void> {
  await run({
    command: [APT_GET, '-q', '-y', '-o', 'DPkg::Lock::Timeout=300', ...args],
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/**
 * Installs the packages that are not there yet, without what they merely recommend.
 *
 * The first try is made with the package lists as they are. Missing or outdated lists make it fail, and only
 * then are they fetched, so that a machine with good lists loses no time.
 */
export async function aptInstall(
  packages: readonly string[],
  progress: Progress,
  options: AptOptions = {},
): Promise<void> {
  const wanted = await notInstalled(packages);
  if (wanted.length === 0) return;
  progress(`Installing Debian packages: ${wanted.join(', ')}`);
  if (options.answers) {
    await run({ command: ['debconf-set-selections'], input: `${options.answers.join('\n')}\n` });
  }
  const install = ['install', '--no-install-recommends', ...wanted];
  try {
    await aptGet(install);
  } catch {
    progress('Fetching the package lists first');
    await aptGet(['update']);
    await aptGet(install);
  }
  if (options.services && existsSync('/run/systemd/system')) {
    await run({ command: ['systemctl', 'disable', '--now', ...options.services] });
  }
}
