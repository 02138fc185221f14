import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lastLine, sum, tallyOfCommand, tallyOfReport } from './tally.ts';

const ended = (code: number) => ({ code, timedOut: false });

function report(counts: Partial<Record<'passed' | 'failed' | 'pending', number>>): string {
  const file = join(mkdtempSync(join(tmpdir(), 'tally-')), 'report.json');
  const { passed = 0, failed = 0, pending = 0 } = counts;
  writeFileSync(
    file,
    JSON.stringify({
      numPassedTests: passed,
      numFailedTests: failed,
      numPendingTests: pending,
      numTodoTests: 0,
    }),
  );
  return file;
}

describe('the tally of npm test', () => {
  it('counts a command as one', () => {
    expect(tallyOfCommand(ended(0))).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(tallyOfCommand(ended(2))).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts a test runner test by test', () => {
    const file = report({ passed: 7, failed: 2, pending: 1 });
    expect(tallyOfReport(ended(1), file)).toEqual({ passed: 7, failed: 2, skipped: 1 });
  });

  it('fails a runner that executed nothing', () => {
    expect(tallyOfReport(ended(0), report({}))).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(tallyOfReport(ended(0), report({ pending: 4 }))).toEqual({ passed: 0, failed: 1, skipped: 4 });
  });

  it('fails a runner that failed without a failed test', () => {
    expect(tallyOfReport(ended(1), report({ passed: 3 }))).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it('fails a runner that left no report', () => {
    expect(tallyOfReport(ended(0), join(tmpdir(), 'no-such-report.json')).failed).toBe(1);
  });

  it('ends with a plain line', () => {
    const all = sum([
      { passed: 3, failed: 0, skipped: 0 },
      { passed: 4, failed: 1, skipped: 0 },
    ]);
    expect(lastLine(all)).toBe('7 passed, 1 failed');
    expect(lastLine({ ...all, skipped: 2 })).toBe('7 passed, 1 failed, 2 skipped');
  });
});
