import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Outcome } from './run.ts';

/** What the tests of one check came to. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

/** The part of vitest's JSON report that is counted. */
const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});

/** Counts one check that is not a test runner: it passed or it failed. */
export function tallyOfCommand({ code }: Outcome): Tally {
  return code === 0 ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 };
}

/**
 * Counts a test runner by its report. A runner that fails without a failed test (a file that does not load,
 * a timeout, no report) counts as one failure, and so does one that executed nothing.
 */
export function tallyOfReport({ code }: Outcome, reportFile: string): Tally {
  const report = existsSync(reportFile)
    ? Report.safeParse(JSON.parse(readFileSync(reportFile, 'utf8'))).data
    : undefined;
  if (!report) return { ...NOTHING, failed: 1 };
  const passed = report.numPassedTests;
  const skipped = report.numPendingTests + report.numTodoTests;
  const executed = passed + report.numFailedTests;
  const failed = report.numFailedTests || (code !== 0 || executed === 0 ? 1 : 0);
  return { passed, failed, skipped };
}

/** Adds tallies up. */
export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
    }),
    NOTHING,
  );
}

/** The plain last line of `npm test`. */
export function lastLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
