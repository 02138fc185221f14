import type { Tool } from './tools.ts';

/** One part of `npm test`. A check with `vitest` is counted test by test, any other one counts as one. */
export interface Check {
  name: string;
  title: string;
  /** Shell command; for vitest without its reporters. */
  command: string;
  vitest: boolean;
  env?: Record<string, string>;
  /** Tools of the machine without which the check is skipped, with a line that says so. */
  needs: readonly Tool[];
  minutes: number;
}

const plain = { vitest: false, needs: [], minutes: 5 } as const;
const vitest = { vitest: true, needs: [], minutes: 10 } as const;

/** All checks in the order in which they run: the quick ones first. */
export const CHECKS: readonly Check[] = [
  { ...plain, name: 'lint', title: 'Format and lint', command: 'biome ci --colors=off .' },
  {
    ...plain,
    name: 'types',
    title: 'Types',
    command: 'tsc --noEmit && tsc --noEmit -p server',
  },
  {
    ...vitest,
    name: 'unit',
    title: 'Unit and component tests',
    command: 'vitest run --project unit --project dom --project engine',
  },
  { ...vitest, name: 'server', title: 'Server tests', command: 'vitest run --project server' },
  {
    ...plain,
    name: 'conformance',
    title: 'Conformance of the embedded engine and a real Operaton',
    command: 'node conformance/run.ts',
    // The first time, Maven fetches and builds Operaton.
    minutes: 15,
  },
  {
    ...vitest,
    name: 'remote-engine',
    title: 'The adapter on a real Operaton',
    command: 'vitest run --project remote-engine',
  },
  {
    ...vitest,
    name: 'crm',
    title: 'Connectors on real CRMs',
    command: 'vitest run --project crm',
    minutes: 20,
  },
  {
    ...plain,
    name: 'build',
    title: 'Build for both browsers',
    command: 'wxt build -b chrome && wxt build -b firefox --mv3',
  },
  {
    ...plain,
    name: 'web-ext',
    title: 'Lint of the Firefox build',
    command: 'web-ext lint -s .output/firefox-mv3',
  },
  {
    ...plain,
    name: 'packages',
    title: 'Store packages, the same wherever they are built',
    command: 'node scripts/reproducible.ts',
  },
  { ...vitest, name: 'start', title: 'The start command', command: 'vitest run --project start' },
  endToEnd('chrome', 'Chromium'),
  endToEnd('firefox', 'Firefox'),
];

function endToEnd(browser: 'chrome' | 'firefox', title: string): Check {
  return {
    name: `e2e-${browser}`,
    title: `End-to-end tests in ${title}`,
    command: 'vitest run -c e2e/vitest.config.ts',
    vitest: true,
    env: { BROWSER: browser },
    needs: [browser],
    minutes: 40,
  };
}
