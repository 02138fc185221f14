import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StageBar as Bar } from '../../messaging/contract.ts';
import { type OnAct, StageBar } from './stage-bar.ts';
import { sampleBar, sampleStage, sampleWords } from './testing.ts';

let life: AbortController;
let act: OnAct;
let bar: StageBar;
let root: ShadowRoot;
/** The bar comes into sight, or goes out of it. */
let sighted: () => void;

beforeEach(() => {
  document.body.innerHTML = '<main><header id="head"></header><p>Fields</p></main>';
  withPopovers();
  const observer = vi.fn(function (this: object, heard: () => void) {
    sighted = heard;
    Object.assign(this, { observe: () => undefined, disconnect: () => undefined });
  });
  vi.stubGlobal('IntersectionObserver', observer);
  vi.spyOn(document, 'elementFromPoint').mockImplementation(() => bar.element);
  const attach = vi.spyOn(Element.prototype, 'attachShadow');
  life = new AbortController();
  act = vi.fn<OnAct>();
  bar = new StageBar(sampleWords, act, life.signal);
  root = attach.mock.results[0]?.value as ShadowRoot;
  attach.mockRestore();
});

afterEach(() => {
  life.abort();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** The test's browser knows no top layer. */
function withPopovers(): void {
  const open = new WeakSet<Element>();
  const matches = Element.prototype.matches;
  vi.spyOn(Element.prototype, 'matches').mockImplementation(function (this: Element, selector: string) {
    return selector === ':popover-open' ? open.has(this) : matches.call(this, selector);
  });
  Object.assign(HTMLElement.prototype, {
    showPopover(this: HTMLElement) {
      open.add(this);
      this.dataset.shown = '';
    },
    hidePopover(this: HTMLElement) {
      open.delete(this);
      delete this.dataset.shown;
    },
  });
}

function show(given: Partial<Bar> = {}): void {
  bar.put({ element: document.querySelector('#head') as Element, position: 'after' });
  bar.draw(sampleBar(given));
}
const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];
const one = (selector: string) => all(selector)[0] as HTMLElement;
const stage = (id: string) => one(`ol [data-stage="${id}"]`);

/** As a person does; what the page's scripts send is not trusted. */
function trusted<Given extends Event>(event: Given): Given {
  Object.defineProperty(event, 'isTrusted', { value: true });
  return event;
}
const press = (element: HTMLElement) =>
  element.dispatchEvent(trusted(new MouseEvent('click', { bubbles: true })));
const type = (element: HTMLElement, key: string) =>
  element.dispatchEvent(trusted(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })));

describe('the stage bar', () => {
  it('[M36] lists the stages and says which is the current one', () => {
    show();
    expect(one('ol').getAttribute('aria-label')).toBe('Stages: Lead to sale');
    expect(all('ol .label').map((label) => label.textContent)).toEqual(['Lead', 'Proposal', 'Talks', 'Won']);
    expect(all('[aria-current="step"]').map(({ dataset }) => dataset.stage)).toEqual(['proposal']);
    expect(stage('lead').textContent).toContain('passed');
  });

  it('[M36] tells the press on a stage, with the box of what was pressed', () => {
    show();
    press(stage('talks'));
    expect(act).toHaveBeenCalledWith({ kind: 'move', stage: 'talks' }, expect.anything(), expect.anything());
  });

  it('hears nothing that no person has done', () => {
    show();
    stage('talks').click();
    one('[data-act="steps"]').click();
    expect(act).not.toHaveBeenCalled();
  });

  it('vouches for a press only when it has been in sight, uncovered, for half a second', () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(1000);
    show();
    const sure = () => vi.mocked(act).mock.lastCall?.[2];
    now.mockReturnValue(1400);
    press(stage('talks'));
    expect(sure()).toBe(false);
    now.mockReturnValue(1600);
    press(stage('talks'));
    expect(sure()).toBe(true);
    (document.querySelector('main') as HTMLElement).style.opacity = '0.05';
    press(stage('talks'));
    expect(sure()).toBe(false);
    (document.querySelector('main') as HTMLElement).style.opacity = '';
    vi.mocked(document.elementFromPoint).mockReturnValue(document.body);
    press(stage('talks'));
    expect(sure()).toBe(false);
  });

  it('vouches for no press on a stage that has just come to lie there', () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(1000);
    show();
    const sure = () => vi.mocked(act).mock.lastCall?.[2];
    now.mockReturnValue(2000);
    show({ open: 7 });
    press(stage('talks'));
    expect(sure()).toBe(true);
    show({ stages: sampleBar().stages.toReversed() });
    press(stage('talks'));
    expect(sure()).toBe(false);
    now.mockReturnValue(2600);
    press(stage('talks'));
    expect(sure()).toBe(true);
    sighted();
    press(stage('talks'));
    expect(sure()).toBe(false);
  });

  it.each([
    ['clipPath', 'inset(40%)'],
    ['transform', 'matrix(0.1, 0, 0, 0.1, 0, 0)'],
  ] as const)('vouches for no press where the page has set %s around it', (property, value) => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(1000);
    show();
    now.mockReturnValue(2000);
    (document.querySelector('main') as HTMLElement).style[property] = value;
    press(stage('talks'));
    expect(vi.mocked(act).mock.lastCall?.[2]).toBe(false);
  });

  it('stays as it is under a pointer on its way, for less than a second, and vouches for nothing meanwhile', () => {
    vi.useFakeTimers();
    show();
    vi.advanceTimersByTime(1000);
    const point = () => one('.bar').dispatchEvent(new MouseEvent('pointermove'));
    const count = () => one('.count').textContent;
    const sure = () => vi.mocked(act).mock.lastCall?.[2];
    point();
    bar.draw(sampleBar({ open: 7 }));
    bar.draw(sampleBar({ open: 8 }));
    expect(count()).toBe('2');
    vi.advanceTimersByTime(240);
    expect(count()).toBe('2');
    vi.advanceTimersByTime(20);
    expect(count()).toBe('8');
    point();
    bar.draw(sampleBar({ open: 3 }));
    press(stage('talks'));
    expect([sure(), count()]).toEqual([false, '3']);
    press(stage('talks'));
    expect(sure()).toBe(true);
    point();
    bar.draw(sampleBar({ open: 4 }));
    one('.bar').dispatchEvent(new MouseEvent('pointerleave'));
    expect(count()).toBe('4');
    bar.draw(sampleBar({ open: 5 }));
    for (let passed = 0; passed < 800; passed += 100) {
      point();
      bar.draw(sampleBar({ open: 6 }));
      vi.advanceTimersByTime(100);
    }
    expect(count()).toBe('6');
    point();
    bar.draw(sampleBar({ open: 9 }));
    bar.remove();
    vi.advanceTimersByTime(1000);
    expect(one('.count')).toBeUndefined();
    vi.useRealTimers();
  });

  it('vouches for the item of a menu that was pressed, not for what opened the menu', () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(1000);
    show();
    now.mockReturnValue(2000);
    press(stage('won'));
    const item = all('[role="menuitem"]')[1] as HTMLElement;
    vi.spyOn(item, 'getBoundingClientRect').mockReturnValue(new DOMRect(10, 500, 100, 40));
    vi.spyOn(stage('won'), 'getBoundingClientRect').mockReturnValue(new DOMRect(10, 10, 100, 40));
    vi.mocked(document.elementFromPoint).mockImplementation((_, y) =>
      y > 400 ? document.body : bar.element,
    );
    press(item);
    const [, box, sure] = vi.mocked(act).mock.lastCall ?? [];
    expect([box?.y, sure]).toEqual([10, false]);
  });

  it('does nothing at the current stage, at one that cannot be reached, or for who may not move it', () => {
    show({
      stages: [sampleStage('a', { move: 'current' }), sampleStage('b', { move: 'closed' })],
      stage: 'a',
    });
    press(stage('a'));
    press(stage('b'));
    expect(stage('b').getAttribute('aria-disabled')).toBe('true');
    show({ mayMove: false });
    press(stage('lead'));
    expect(act).not.toHaveBeenCalled();
  });

  it('[M36] offers the stages of a group in a menu, by keyboard too', () => {
    show();
    press(stage('won'));
    const items = all('[role="menuitem"]');
    expect(items.map((item) => item.querySelector('.item-name')?.textContent)).toEqual(['Won', 'Lost']);
    expect(stage('won').getAttribute('aria-expanded')).toBe('true');
    type(items[0] as HTMLElement, 'Escape');
    expect(stage('won').getAttribute('aria-expanded')).toBe('false');
    press(stage('won'));
    press(all('[role="menuitem"]')[1] as HTMLElement);
    expect(act).toHaveBeenCalledWith({ kind: 'move', stage: 'lost' }, expect.anything(), expect.anything());
  });

  it('is one stop for the Tab key; arrows lead from stage to stage', () => {
    show();
    const stops = () =>
      all('ol button')
        .filter(({ tabIndex }) => tabIndex === 0)
        .map(({ dataset }) => dataset.stage);
    expect(stops()).toEqual(['proposal']);
    stage('proposal').focus();
    type(stage('proposal'), 'ArrowRight');
    expect(stops()).toEqual(['talks']);
    type(stage('talks'), 'Home');
    expect(stops()).toEqual(['lead']);
    type(stage('lead'), 'ArrowLeft');
    expect(stops()).toEqual(['lead']);
  });

  it('[M36] tells the history of the stage under the pointer or with the focus', () => {
    show();
    stage('lead').dispatchEvent(new Event('focusin', { bubbles: true }));
    const card = one('#card');
    expect(card.dataset.shown).toBe('');
    expect(all('[aria-describedby]')).toEqual([stage('lead')]);
    expect(card.textContent).toMatch(/Lead.*2 days · Ann Sample.*Press to go back here/);
    stage('talks').dispatchEvent(new Event('pointerover', { bubbles: true }));
    expect(card.textContent).toMatch(/Talks.*has not been here.*Required steps/);
    type(stage('talks'), 'Escape');
    expect(card.dataset.shown).toBeUndefined();
    expect(all('[aria-describedby]')).toEqual([]);
  });

  it('says when case and CRM disagree, and asks for a decision', () => {
    show({ agreement: { state: 'conflict', stage: 'lead', value: 'lead', problem: null } });
    expect(one('.notes').textContent).toBe('The CRM shows another stage: Lead');
    press(one('[data-act="settle"]'));
    expect(act).toHaveBeenCalledWith({ kind: 'settle' }, expect.anything(), expect.anything());
  });

  it.each([
    [{ agreement: { state: 'writing', problem: null } }, 'Telling the CRM…'],
    [{ agreement: { state: 'writing', problem: 'No answer' } }, /tried again.*No answer/],
    [
      {
        agreement: { state: 'conflict', stage: 'lead', value: 'lead', problem: 'Its workflow knows no way' },
      },
      /^The CRM shows another stage: Lead Its workflow knows no way$/,
    ],
    [{ agreement: { state: 'conflict', stage: null, value: 'x'.repeat(61), problem: null } }, /: x{60}…$/],
    [{ agreement: { state: 'apart' } }, /Not in the CRM/],
    [{ status: 'completed' }, 'Ended'],
    [{ status: 'error' }, 'Stopped by a fault'],
    [{ refused: 'Somebody else was faster.' }, 'Not done: Somebody else was faster.'],
  ] as [Partial<Bar>, string | RegExp][])('tells %j', (given, words) => {
    show(given);
    expect(one('.notes').textContent).toMatch(words);
  });

  it('names what the button puts away that closes a refusal', () => {
    show({ refused: 'Somebody else was faster.' });
    expect(one('[data-act="read"]').getAttribute('aria-label')).toBe(
      'Close: Not done: Somebody else was faster.',
    );
  });

  it('offers a case that could begin, without stages and without steps', () => {
    show({ status: 'offered', stage: null, stages: [], open: 0 });
    expect(all('.buttons button').map(({ textContent }) => textContent)).toEqual([
      'Start case: Lead to sale',
    ]);
    press(one('[data-act="start"]'));
    expect(act).toHaveBeenCalledWith({ kind: 'start' }, expect.anything(), expect.anything());
  });

  it.each([
    { where: 'the whole width of the window', box: [0, 1024], isAtEdge: true },
    { where: 'the right of it', box: [300, 724], isAtEdge: true },
    { where: 'a frame of the page', box: [16, 992], isAtEdge: false },
  ])('keeps off the edges of the window where its line is $where', ({ box: [x, width], isAtEdge }) => {
    vi.spyOn(document.documentElement, 'clientWidth', 'get').mockReturnValue(1024);
    vi.spyOn(bar.element, 'getBoundingClientRect').mockReturnValue(new DOMRect(x, 100, width, 44));
    show();
    expect(one('.bar').hasAttribute('data-edge')).toBe(isAtEdge);
  });

  it('keeps the focus on its stage when it is drawn anew', () => {
    show();
    stage('talks').focus();
    show({ open: 1 });
    expect(root.activeElement).toBe(stage('talks'));
  });

  it('has the focus come back to what was pressed, or to what is in sight instead', () => {
    show();
    const hidden = new Set<Element>();
    vi.spyOn(Element.prototype, 'checkVisibility').mockImplementation(function (this: Element) {
      return this.isConnected && !hidden.has(this);
    });
    press(one('.compact'));
    press(all('[role="menuitem"]')[0] as HTMLElement);
    bar.focus();
    expect(root.activeElement).toBe(one('.compact'));
    press(stage('talks'));
    for (const slot of all('ol button')) hidden.add(slot);
    bar.focus();
    expect(root.activeElement).toBe(one('.compact'));
  });

  it('keeps a menu that is open where its stages stay as they were', () => {
    show();
    press(stage('won'));
    expect(one('.menu').dataset.shown).toBe('');
    bar.draw(sampleBar({ open: 7, agreement: { state: 'writing', problem: null } }));
    expect(one('.menu').dataset.shown).toBe('');
    expect(one('.bar').hasAttribute('data-writing')).toBe(true);
    expect(one('.count').textContent).toBe('7');
  });

  it('runs as the page does, whatever the language of the page', () => {
    bar.element.style.direction = 'rtl';
    show();
    expect(one('.bar').dataset.dir).toBe('rtl');
  });

  it('opens menus with the arrow down, also the one of all stages, and does not have the page scroll for it', () => {
    show();
    stage('won').focus();
    expect(type(stage('won'), 'ArrowDown')).toBe(false);
    expect(all('[role="menuitem"] .item-name').map((name) => name.textContent)).toEqual(['Won', 'Lost']);
    one('.compact').focus();
    expect(type(one('.compact'), 'ArrowDown')).toBe(false);
    expect(all('[role="menuitem"]')).toHaveLength(5);
    stage('talks').focus();
    expect(type(stage('talks'), 'ArrowDown')).toBe(true);
  });

  it('closes a menu of stages that were drawn anew, with the focus on its slot', () => {
    show();
    press(stage('won'));
    show({ stages: sampleBar().stages.map((given) => ({ ...given, move: 'closed' })) });
    expect(one('[role="menu"]').dataset.shown).toBeUndefined();
    expect(root.activeElement).toBe(stage('won'));
  });

  it('cannot be reached by the page, keeps its keys from it, and is there once', () => {
    show();
    expect(bar.element.shadowRoot).toBeNull();
    expect(bar.element.attributes).toHaveLength(0);
    expect(root.querySelector('input, form')).toBeNull();
    const heard = vi.fn();
    document.addEventListener('keydown', heard, { signal: life.signal });
    stage('lead').dispatchEvent(new KeyboardEvent('keydown', { key: 'l', bubbles: true, composed: true }));
    expect(heard).not.toHaveBeenCalled();
    document.body.append(bar.element.cloneNode(true));
    bar.remove();
    show();
    expect(document.querySelectorAll('throughline-stages')).toHaveLength(1);
  });

  it('keeps nothing of a record whose page it has left, and is drawn anew when it comes back', () => {
    show();
    bar.remove();
    expect(root.textContent).not.toMatch(/Lead|Proposal/);
    show();
    expect(all('ol .label')).toHaveLength(4);
  });

  it('leaves nothing behind when its life ends', () => {
    show();
    life.abort();
    expect(document.querySelector('throughline-stages')).toBeNull();
  });
});
