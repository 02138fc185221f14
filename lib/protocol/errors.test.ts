import { describe, expect, test } from 'vitest';
import { ERRORS, type ErrorCode } from './errors.ts';
import { ProtocolError } from './protocol-error.ts';
import { WireError, wireError } from './wire-error.ts';

const entries = Object.entries(ERRORS) as [ErrorCode, (typeof ERRORS)[ErrorCode]][];

describe('the table of errors', () => {
  test.each(entries)(
    '%s says what was expected, what came, and what to do',
    (code, { text, status, close }) => {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/);
      expect(text).toMatch(/^Expected .+, got .+\. .+\.$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      if (close !== null) expect(String(close)).toMatch(/^4[45]\d\d$/);
    },
  );

  test('gives each close code one meaning', () => {
    const codes = entries.flatMap(([, { close }]) => (close === null ? [] : [close]));
    expect(new Set(codes).size).toBe(codes.length);
  });
});

test('a text is filled in with what the thrower knows', () => {
  const error = wireError('task-unknown', { task: 't-1' });
  expect(error.message).toContain('got t-1.');
  expect(WireError.parse(error)).toEqual(error);
});

test('no place is left open, even when the thrower knows nothing', () => {
  for (const [code] of entries) expect(wireError(code).message).not.toMatch(/[{}]/);
});

test('a thrown error carries what travels', () => {
  const error = new ProtocolError('submission-unfit', { field: 'Name', expected: 'text', got: '7' }, 'name');
  expect(error.message).toBe(error.wire.message);
  expect(error.wire).toMatchObject({ code: 'submission-unfit', retryable: false, field: 'name' });
});
