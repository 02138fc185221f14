import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { demo } from '../sites/demo.ts';
import { createButton, type ProcessButton } from './button.ts';
import { LateBar } from './late-bar.ts';
import { type ShownRecord, Tracker } from './tracker.ts';

const words = { label: 'Process', waiting: String };
let life: AbortController;
let button: ProcessButton;
let report: (record: ShownRecord | null) => void;
let tracker: Tracker;

beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
  button = createButton(words, { press: () => undefined, near: () => undefined }, life.signal);
  report = vi.fn<(record: ShownRecord | null) => void>();
});

afterEach(() => {
  life.abort();
  vi.useRealTimers();
});

function page(title: string): string {
  return `<main data-record="lead"><h1 data-record-title>${title}</h1><div data-toolbar></div></main>`;
}

/** Shows an address and what the host draws for it, as after a load. */
function open(path: string, html: string): void {
  history.replaceState(null, '', path);
  document.body.innerHTML = html;
  tracker = new Tracker(demo, button, new LateBar(() => undefined, life.signal), report, life.signal);
}

/** The host goes on without a load: address first, page later. */
async function goTo(path: string, draw: () => void, forMs = 3000): Promise<void> {
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
  draw();
  await vi.advanceTimersByTimeAsync(forMs);
}

const reported = () => vi.mocked(report).mock.calls.map(([record]) => record);
const place = () => button.element.parentElement;

describe('the tracker', () => {
  it('tells the record with its title, and puts the button into the toolbar', () => {
    open('/leads/1', page('Two deck ovens'));
    expect(reported()).toEqual([{ type: 'lead', id: '1', title: 'Two deck ovens' }]);
    expect(place()?.hasAttribute('data-toolbar')).toBe(true);
  });

  it('tells that an address without record or list shows none, and draws nothing', () => {
    open('/about', '<main></main>');
    expect(reported()).toEqual([null]);
    expect(button.element.isConnected).toBe(false);
  });

  it('puts the button on a list, which is no record; where the list does not come, nowhere', async () => {
    open('/leads', '<main data-list="lead"><div data-list-toolbar></div></main>');
    expect(reported()).toEqual([null]);
    expect(place()?.hasAttribute('data-list-toolbar')).toBe(true);
    expect(tracker.resolve()).toEqual({ record: null, selected: [] });
    document.body.innerHTML = '<main></main>';
    await vi.advanceTimersByTimeAsync(20_000);
    expect(button.element.isConnected).toBe(false);
  });

  it('goes with a tick to the toolbar that the tick brings up', async () => {
    open('/leads', '<main data-list="lead"><input type="checkbox"></main>');
    await vi.advanceTimersByTimeAsync(200);
    const toolbar = document.createElement('div');
    toolbar.toggleAttribute('data-list-toolbar');
    document.querySelector('main')?.append(toolbar);
    document.querySelector('input')?.dispatchEvent(new Event('change', { bubbles: true }));
    await vi.advanceTimersByTimeAsync(500);
    expect(place()).toBe(toolbar);
  });

  it('follows a host that keeps its nodes from record to record, without the old title on the new record', async () => {
    open('/leads/1', page('First'));
    const before = place();
    await goTo('/leads/2', () => {
      (document.querySelector('h1') as Element).textContent = 'Second';
    });
    expect(reported().slice(1)).not.toContainEqual({ type: 'lead', id: '2', title: 'First' });
    expect(reported().at(-1)).toEqual({ type: 'lead', id: '2', title: 'Second' });
    expect(place()).toBe(before);
  });

  it('believes in the end that two records have the same title', async () => {
    open('/leads/1', page('Same'));
    await goTo('/leads/2', () => undefined);
    expect(reported().at(-1)).toEqual({ type: 'lead', id: '2', title: 'Same' });
  });

  it('puts the button back when the host builds its toolbar anew', async () => {
    open('/leads/1', page('First'));
    await vi.advanceTimersByTimeAsync(3000);
    (document.querySelector('[data-toolbar]') as Element).outerHTML = '<div data-toolbar id="new"></div>';
    await vi.advanceTimersByTimeAsync(200);
    expect(place()?.id).toBe('new');
  });

  it('reads the record anew when it is asked, though the page has not been looked at since', () => {
    open('/leads/1', page('First'));
    history.replaceState(null, '', '/leads/7');
    expect(tracker.resolve()?.record).toMatchObject({ type: 'lead', id: '7' });
    history.replaceState(null, '', '/about');
    expect(tracker.resolve()).toBeNull();
  });

  it('docks the button when no anchor comes, and moves it when one does', async () => {
    open('/leads/1', '<main data-record="lead"></main>');
    await vi.advanceTimersByTimeAsync(3000);
    expect(place()).toBe(document.documentElement);
    document.body.innerHTML = page('Late');
    await vi.advanceTimersByTimeAsync(200);
    expect(place()?.hasAttribute('data-toolbar')).toBe(true);
  });

  it('does not dock the button while the host has not drawn the record, unless it takes very long', async () => {
    open('/leads/1', '<div class="loading"></div>');
    await vi.advanceTimersByTimeAsync(9000);
    expect(button.element.isConnected).toBe(false);
    await vi.advanceTimersByTimeAsync(2000);
    expect(place()).toBe(document.documentElement);
  });

  it('takes the button away and says so when the host goes to a list', async () => {
    open('/leads/1', page('First'));
    await goTo('/leads', () => undefined);
    expect(reported().at(-1)).toBeNull();
    expect(button.element.isConnected).toBe(false);
  });

  it('lets a page be for a while that takes the button out again and again', async () => {
    open('/leads/1', page('First'));
    const put = vi.spyOn(document.querySelector('[data-toolbar]') as Element, 'append');
    for (let round = 0; round < 40; round += 1) {
      button.element.remove();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(put.mock.calls.length).toBeLessThanOrEqual(10);
  });

  it('keeps up with a person who leafs through records faster than a page may take the button out', async () => {
    open('/leads/1', page('First'));
    for (let id = 2; id < 20; id += 1) {
      const draw = () => {
        document.body.innerHTML = page(`Number ${id}`);
      };
      await goTo(`/leads/${id}`, draw, 200);
      expect(place()?.hasAttribute('data-toolbar')).toBe(true);
    }
  });

  it('leaves nothing behind and says nothing more when its life ends', async () => {
    open('/leads/1', page('First'));
    life.abort();
    vi.mocked(report).mockClear();
    await goTo('/leads/2', () => undefined);
    expect(report).not.toHaveBeenCalled();
    expect(document.querySelector('throughline-button')).toBeNull();
  });
});
