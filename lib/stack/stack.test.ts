import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wireError } from '../protocol/index.ts';
import { EMPTY_STACK, nextStack, overlayView, type StackEvent, type TabStack } from './stack.ts';

const BOX = { x: 0, y: 0, width: 1, height: 1 };
const RECORD = { system: 's', type: 't', id: '1', title: null, url: null };
const ERROR = wireError('process-unknown', { key: 'p' });
const play = (...events: StackEvent[]): TabStack => events.reduce(nextStack, EMPTY_STACK);
const open = (task: string): StackEvent => ({ type: 'open', task });
const answered = (completed: string | null, ...tasks: string[]): StackEvent => ({
  ...{ type: 'answered', command: 'c', completed },
  open: tasks,
});
const document = (change: Partial<Extract<StackEvent, { type: 'document' }>> = {}): StackEvent => ({
  ...{ type: 'document', origin: 'https://crm', system: 's', document: 'd', fresh: true },
  ...change,
});

describe('pages', () => {
  it('opened by a page open when that one closes, the first on top', () => {
    const stack = play(open('a'), answered('a', 'b', 'c'));
    expect(overlayView(stack)).toMatchObject({ view: 'page', task: 'b', depth: 1 });
    expect(overlayView(nextStack(stack, { type: 'close' }))).toMatchObject({ task: 'c', depth: 0 });
  });

  it('give way to the original page after the last', () => {
    expect(overlayView(play(open('a'), { type: 'close' })).view).toBe('hidden');
    expect(overlayView(play(open('a'), answered('a'))).view).toBe('hidden');
  });

  it('that lie under a completed one show again', () => {
    expect(overlayView(play(open('a'), open('b'), answered('b')))).toMatchObject({ task: 'a', depth: 0 });
  });

  it('are open once, however often they are opened', () => {
    expect(play(open('a'), open('b'), open('a')).pages).toEqual(['b', 'a']);
    expect(play(open('a'), answered(null, 'a')).pages).toEqual(['a']);
  });

  it('stay when an answer comes for a page that was closed meanwhile', () => {
    expect(play(open('a'), open('b'), { type: 'close' }, answered('b')).pages).toEqual(['a']);
  });
});

describe('the menu', () => {
  it('lies over the pages, and its closing shows them again', () => {
    const stack = play(open('a'), { type: 'menu', box: BOX, selected: null });
    expect(overlayView(stack)).toMatchObject({ view: 'menu', depth: 1 });
    expect(overlayView(nextStack(stack, { type: 'close' }))).toMatchObject({ view: 'page', task: 'a' });
    expect(overlayView(nextStack(stack, { type: 'menu', box: BOX, selected: null })).view).toBe('page');
    expect(overlayView(nextStack(stack, { type: 'dismiss' })).view).toBe('page');
  });

  it('closes when the record under it changes, and stays when only its title does', () => {
    const stack = play({ type: 'record', record: RECORD }, { type: 'menu', box: BOX, selected: null });
    expect(nextStack(stack, { type: 'record', record: { ...RECORD, title: 'New' } }).top).toBe('menu');
    expect(nextStack(stack, { type: 'record', record: { ...RECORD, id: '2' } }).top).toBeNull();
    expect(nextStack(stack, { type: 'record', record: null }).top).toBeNull();
  });

  it('shows what is starting until it is answered or refused', () => {
    const stack = play(
      { type: 'menu', box: BOX, selected: null },
      { type: 'starting', command: 'c', process: 'p' },
    );
    expect(nextStack(stack, answered(null)).starting).toBeNull();
    expect(nextStack(stack, answered(null, 'a')).top).toBeNull();
    expect(nextStack(stack, { type: 'refused', command: 'c', error: ERROR })).toMatchObject({
      ...{ starting: null, error: ERROR, top: 'menu' },
    });
    expect(nextStack(stack, { type: 'refused', command: 'other', error: ERROR })).toBe(stack);
  });
});

describe('a tab', () => {
  it('that loads another page of the same CRM keeps its pages and nothing else', () => {
    const stack = play(
      document(),
      { type: 'record', record: RECORD },
      open('a'),
      { type: 'drawer' },
      document(),
    );
    expect(overlayView(stack)).toMatchObject({ view: 'page', task: 'a', record: null });
  });

  it('whose script connects again, as after a restart, keeps all', () => {
    const stack = play(
      document(),
      { type: 'record', record: RECORD },
      { type: 'menu', box: BOX, selected: null },
    );
    expect(nextStack(stack, document({ fresh: false }))).toEqual(stack);
  });

  it('that goes to another CRM begins anew', () => {
    const stack = play(document(), open('a'), document({ origin: 'https://other' }));
    expect(stack).toEqual({
      ...{ ...EMPTY_STACK, origin: 'https://other', system: 's', document: 'd', looked: false },
    });
  });
});

it('never loses or doubles a page, whatever happens', () => {
  const task = fc.constantFrom('a', 'b', 'c', 'd');
  const event: fc.Arbitrary<StackEvent> = fc.oneof(
    task.map(open),
    fc.constantFrom<StackEvent>(
      { type: 'close' },
      { type: 'drawer' },
      { type: 'dismiss' },
      { type: 'lost' },
      { type: 'menu', box: BOX, selected: null },
    ),
    fc
      .tuple(fc.option(task), fc.uniqueArray(task))
      .map(([completed, tasks]) => answered(completed, ...tasks)),
    fc.constant(document()),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), event, (events, last) => {
      const before = play(...events);
      const after = nextStack(before, last);
      expect(new Set(after.pages).size).toBe(after.pages.length);
      const gone = before.pages.filter((page) => !after.pages.includes(page));
      const closes = last.type === 'close' && before.top === null;
      const completes = last.type === 'answered' && last.completed !== null;
      const most = last.type === 'lost' ? before.pages.length : closes || completes ? 1 : 0;
      expect(gone.length).toBeLessThanOrEqual(most);
      if (closes) expect(gone).toEqual(before.pages.slice(-1));
    }),
  );
});
