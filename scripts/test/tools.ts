import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runQuietly } from './run.ts';

/**
 * What the end-to-end tests need beyond npm: where it is looked for, its Debian package, and the one with its
 * German, which Debian keeps apart.
 */
const TOOLS = {
  chrome: {
    title: 'Chromium',
    variable: 'CHROMIUM',
    programs: ['chromium', 'google-chrome'],
    apt: 'chromium',
    german: { file: '/usr/share/doc/chromium-l10n', apt: 'chromium-l10n' },
  },
  firefox: {
    title: 'Firefox',
    variable: 'FIREFOX',
    programs: ['firefox-esr', 'firefox'],
    apt: 'firefox-esr',
    german: { file: '/usr/share/doc/firefox-esr-l10n-de', apt: 'firefox-esr-l10n-de' },
  },
} as const;
export type Tool = keyof typeof TOOLS;

const FONTS = { file: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf', apt: 'fonts-dejavu-core' } as const;

/** The program of a tool, from its environment variable or the PATH; null: it is not on this machine. */
export function programOf(tool: Tool): string | null {
  const { variable, programs } = TOOLS[tool];
  const named = process.env[variable];
  if (named) return existsSync(named) ? named : null;
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const program of programs) {
    const found = folders.map((folder) => join(folder, program)).find(executable);
    if (found) return found;
  }
  return null;
}

/** Installs through apt-get what is missing and may be installed. Says what it does; never throws. */
export async function installTools(tools: readonly Tool[]): Promise<void> {
  const packages: string[] = tools.filter((tool) => !programOf(tool)).map((tool) => TOOLS[tool].apt);
  packages.push(...tools.filter(lacksGerman).map((tool) => TOOLS[tool].german.apt));
  if (tools.length > 0 && !existsSync(FONTS.file)) packages.push(FONTS.apt);
  if (packages.length === 0 || !mayUseApt()) return;
  console.log(`Installing ${packages.join(', ')} (apt-get) …`);
  const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  await runQuietly(`apt-get update -q && ${install}`, {
    minutes: 15,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/** One line for a tool that is missing: what it is and how to get it. */
export function missingLine(tool: Tool): string {
  const { title, apt, variable } = TOOLS[tool];
  return `${title} is missing (apt-get install ${apt}, or set ${variable} to the program)`;
}

/** A browser that is no package of Debian brings its languages itself, or its owner has chosen them. */
function lacksGerman(tool: Tool): boolean {
  const program = programOf(tool);
  const { apt, german } = TOOLS[tool];
  return (program === null || program === `/usr/bin/${apt}`) && !existsSync(german.file);
}

function mayUseApt(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
