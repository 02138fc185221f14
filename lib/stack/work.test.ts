/** Behaviour 2.2 with system work between two pages: the place of the next page is held while the system works. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_STACK, nextStack, overlayView, type StackEvent, type TabStack, WORK_MS } from './stack.ts';

const play = (...events: StackEvent[]): TabStack => events.reduce(nextStack, EMPTY_STACK);
const open = (task: string): StackEvent => ({ type: 'open', task });
const answered = (completed: string | null, begun: number, ...tasks: string[]): StackEvent => ({
  ...{ type: 'answered', command: 'c', completed, open: tasks },
  work: { begun, now: 0 },
});
const worked = (
  tasks: string[],
  { begun = 0, now = 1, completed = null as string | null } = {},
): StackEvent => ({
  ...{ type: 'worked', command: 'c', completed, open: tasks },
  work: { begun, now },
});
const view = (...events: StackEvent[]) => overlayView(play(...events));

describe('work of the system', () => {
  it('holds the place of the page that was completed, until the next one comes', () => {
    const begun = [open('a'), answered('a', 1)];
    expect(view(...begun)).toMatchObject({ view: 'page', task: null, working: { since: 0 } });
    expect(view(...begun, worked(['b']))).toMatchObject({ view: 'page', task: 'b', working: null });
    expect(view(...begun, worked([])).view).toBe('hidden');
  });

  it('may be followed by more work', () => {
    const more = [open('a'), answered('a', 1), worked([], { begun: 1 })];
    expect(view(...more).working).not.toBeNull();
    expect(view(...more, worked(['b']))).toMatchObject({ task: 'b', working: null });
  });

  it('may be over before its answer has come', () => {
    const early = [open('a'), worked(['b'], { completed: 'a' })];
    expect(view(...early)).toMatchObject({ task: 'a', depth: 1 });
    const stack = play(...early, answered('a', 1));
    expect(overlayView(stack)).toMatchObject({ task: 'b', depth: 0, working: null });
    expect(stack.work).toEqual([]);
  });

  it('opens later pages of one command under the one that the person is at', () => {
    const stack = play(open('a'), answered('a', 2), worked(['b']), worked(['c']));
    expect(stack.pages).toEqual(['c', 'b']);
    expect(stack.work).toEqual([]);
  });

  it('leaves on top what the person has opened since', () => {
    const since = [open('under'), open('a'), answered('a', 1), open('other')];
    expect(view(...since)).toMatchObject({ task: 'other', working: null });
    expect(play(...since, worked(['b'])).pages).toEqual(['under', 'b', 'other']);
    expect(view(...since, { type: 'close' }).working).not.toBeNull();
  });

  it('is left by closing; what comes of it then opens nowhere', () => {
    const left = play(open('under'), open('a'), answered('a', 1), { type: 'close' });
    expect(overlayView(left)).toMatchObject({ task: 'under', working: null });
    expect(left.work).toEqual([]);
    expect(play(open('a'), answered('a', 1), { type: 'leave' }).work).toEqual([]);
  });

  it('interrupts nobody when it has taken too long', () => {
    const stack = play(open('a'), answered('a', 1), worked(['b'], { now: WORK_MS + 1 }));
    expect(overlayView(stack).view).toBe('hidden');
    expect(stack.work).toEqual([]);
  });

  it('of a start is shown by the menu, which closes for the page', () => {
    const started = play(
      { type: 'menu', box: { x: 0, y: 0, width: 1, height: 1 }, selected: null },
      { type: 'starting', command: 'c', process: 'p' },
      answered(null, 1),
    );
    expect(started).toMatchObject({ top: 'menu', starting: { process: 'p' } });
    expect(overlayView(nextStack(started, { type: 'dismiss' })).view).toBe('hidden');
    expect(overlayView(nextStack(started, worked(['b'])))).toMatchObject({ task: 'b' });
    expect(nextStack(started, worked([]))).toMatchObject({ top: 'menu', starting: null, work: [] });
  });

  it('is counted once when its answer comes again after a crash', () => {
    const stack = play(open('a'), answered('a', 2), answered('a', 2), worked([]), worked([]));
    expect(stack.work).toEqual([]);
  });

  it('is over in the end, in whatever order the news come, and every page is open once', () => {
    const pieces = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(pieces, fc.nat(), (count, at) => {
        const news = Array.from({ length: count }, (_, index) => worked([`p${index}`], { completed: 'a' }));
        const place = at % (count + 1);
        const events = [...news.slice(0, place), answered('a', count), ...news.slice(place)];
        const stack = play(open('a'), ...events);
        expect(stack.work).toEqual([]);
        expect(stack.pages.toSorted()).toEqual(news.map((_, index) => `p${index}`));
      }),
    );
  });
});
