import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { reasons } from '../../../../lib/testing/log-samples.ts';
import { NOON } from '../../../../lib/testing/page-samples.ts';
import { i18n } from '../../../../lib/testing/texts.ts';
import { isFailure, meanwhileWords, obstacleWords, waitWords } from './wait-words.ts';

beforeEach(() => void Object.assign(fakeBrowser.i18n, i18n));

describe('[M33] why an instance waits', () => {
  it.each([
    ['person', /^Waits for Tom Berger\. Due: Tomorrow/],
    ['role', /^Waits for somebody with the role Sales\.$/],
    ['timer', /^Waits for a time\. Goes on: in 30 minutes \(Wed/],
    ['message', /^Waits for the message “payment-received”\.$/],
    ['signal', /^Waits for the signal “season-opened”\.$/],
    ['record', /^Waits until the record party\.party 12 is changed\.$/],
    ['unfed', /^Waits until any record of the type sale\.sale is added\.$/],
    ['retrying', /^Call web service has failed 3 of 5 times: .*503.*Tried again: in 15 minutes/],
    ['dead', /^Call web service has failed 5 times and is not tried again: .*503/],
    ['process', /^Waits for the called process check-credit, which stands at: Running\.$/],
    ['incident', /^Stopped by an error: .*503/],
  ] as const)('is said of: %s', (name, words) => {
    expect(waitWords(reasons[name], NOON)).toMatch(words);
  });

  it('says that a timer is late, and that a task is overdue', () => {
    const past = new Date(NOON.getTime() - 3_600_000).toISOString();
    expect(waitWords({ type: 'timer', at: past }, NOON)).toMatch(/Should have gone on: /);
    expect(waitWords({ ...reasons.person, due: past }, NOON)).toMatch(/Overdue: /);
  });

  it.each([
    ['role', /^Nobody has the role Sales/],
    ['inactive', /^The account of Tom Berger is not active/],
    ['closed', /^Tom Berger may not open “Solar roof for Meyer & Sons”/],
    ['gone', /^“Solar roof for Meyer & Sons” is not there any more/],
    ['unfed', /^The server does not hear/],
  ] as const)('names what stands in the way: %s', (name, words) => {
    expect(obstacleWords(reasons[name])).toMatch(words);
  });

  it('names no obstacle where there is none', () => {
    const free = [
      'person',
      'timer',
      'message',
      'signal',
      'record',
      'retrying',
      'process',
      'incident',
    ] as const;
    expect(free.filter((name) => obstacleWords(reasons[name]) !== null)).toEqual([]);
  });

  it.each([
    ['timer', /^Or instead “Late”: in 30 minutes \(Wed/],
    ['message', /^Or instead “Late”: on the message “payment-received”$/],
    ['signal', /^Or instead “Late”: on the signal “season-opened”$/],
    ['record', /^Or instead “Late”: when the record party\.party 12 is changed$/],
    ['unfed', /^Or instead “Late”: when any record of the type sale\.sale is added$/],
  ] as const)('says what may come first: %s', (name, words) => {
    const aside = { element: 'late', name: 'Late', interrupts: true, reason: reasons[name] };
    expect(meanwhileWords(aside, NOON)).toMatch(words);
  });

  it('says that what may come first is late', () => {
    const at = new Date(NOON.getTime() - 3_600_000).toISOString();
    const aside = {
      element: 'late',
      name: 'Late',
      interrupts: false,
      reason: { type: 'timer', at } as const,
    };
    expect(meanwhileWords(aside, NOON)).toMatch(/^Besides “Late”: since .*as soon as the server/);
  });

  it('tells failures from waiting', () => {
    const failing = Object.entries(reasons).filter(([, reason]) => isFailure(reason));
    expect(failing.map(([name]) => name)).toEqual(['dead', 'incident']);
  });
});
