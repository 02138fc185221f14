import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { demo } from '../sites/demo.ts';
import { odoo } from '../sites/odoo.ts';
import type { SiteAdapter } from '../sites/schema.ts';
import { createButton, type ProcessButton } from './button.ts';
import { LateBar } from './late-bar.ts';
import { type Missing, type ShownRecord, Tracker } from './tracker.ts';

const words = { label: 'Process', waiting: String };
let life: AbortController;
let button: ProcessButton;
let report: (record: ShownRecord | null) => void;
let asks: () => void;
let misses: (type: string, missing: Missing | null) => void;
let site: SiteAdapter;
let tracker: Tracker;

beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
  button = createButton(
    words,
    { press: () => undefined, near: () => undefined, hidden: () => undefined },
    life.signal,
  );
  report = vi.fn<(record: ShownRecord | null) => void>();
  asks = vi.fn<() => void>();
  misses = vi.fn();
  site = demo;
});

afterEach(() => {
  life.abort();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function page(title: string): string {
  return `<main data-record="lead"><h1 data-record-title>${title}</h1><div data-toolbar></div></main>`;
}

/** Shows an address and what the host draws for it, as after a load. */
function open(path: string, html: string): void {
  history.replaceState(null, '', path);
  document.body.innerHTML = html;
  const bar = new LateBar(() => undefined, life.signal);
  tracker = new Tracker(site, button, bar, { shows: report, asks, misses }, life.signal);
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

  it.each([false, true])('looks at a page that still comes when it is whole (hidden: %s)', async (hidden) => {
    const state = vi.spyOn(document, 'readyState', 'get').mockReturnValue('loading');
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
    open('/leads/1', page('Two deck ovens'));
    await vi.advanceTimersByTimeAsync(5000);
    expect(reported()).toEqual([]);
    expect(button.element.isConnected).toBe(false);
    state.mockReturnValue('interactive');
    document.dispatchEvent(new Event('readystatechange'));
    await vi.advanceTimersByTimeAsync(100);
    expect(reported()).toEqual([{ type: 'lead', id: '1', title: 'Two deck ovens' }]);
    expect(place()?.hasAttribute('data-toolbar')).toBe(true);
  });

  it('that is over before the page was whole tells nothing of it any more', async () => {
    vi.spyOn(document, 'readyState', 'get').mockReturnValue('loading');
    open('/about', '<main></main>');
    document.dispatchEvent(new Event('readystatechange'));
    life.abort();
    await vi.advanceTimersByTimeAsync(100);
    expect(reported()).toEqual([]);
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

  it('waits for no record on a page with which the server has refused it, and misses nothing there', async () => {
    const load = { responseStatus: 404 } as PerformanceNavigationTiming;
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([load]);
    open('/leads/1', '<main><h1>Not found</h1></main>');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(button.element.isConnected).toBe(false);
    expect(misses).not.toHaveBeenCalled();
    // Some answer so to every address, and draw the record all the same.
    document.body.innerHTML = page('First');
    await vi.advanceTimersByTimeAsync(500);
    expect(place()?.hasAttribute('data-toolbar')).toBe(true);
  });

  it('docks the button where nobody looked while the time for it passed', async () => {
    let hidden = true;
    vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
    open('/leads/1', '<main data-record="lead"></main>');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(button.element.isConnected).toBe(false);
    hidden = false;
    document.dispatchEvent(new Event('visibilitychange'));
    expect(place()).toBe(document.documentElement);
  });

  it('leaves the corner for a place that comes by an attribute alone', async () => {
    open('/leads/1', `<div style="display: none">${page('Late')}</div>`);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(place()).toBe(document.documentElement);
    (document.querySelector('div') as HTMLElement).style.display = '';
    await vi.advanceTimersByTimeAsync(4000);
    expect(place()?.hasAttribute('data-toolbar')).toBe(true);
  });

  it('tells what is missing of a page when it has waited for it, and when it is there again', async () => {
    open('/leads/1', '<main></main>');
    await vi.advanceTimersByTimeAsync(9000);
    expect(misses).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(vi.mocked(misses).mock.calls).toEqual([['lead', 'page']]);
    document.body.innerHTML = '<main data-record="lead"></main>';
    await vi.advanceTimersByTimeAsync(5000);
    expect(vi.mocked(misses).mock.lastCall).toEqual(['lead', 'place']);
    document.body.innerHTML = page('First');
    await vi.advanceTimersByTimeAsync(500);
    expect(vi.mocked(misses).mock.lastCall).toEqual(['lead', null]);
    expect(misses).toHaveBeenCalledTimes(3);
  });

  it('docks the button at once where the adapter names no place for it, and misses none', async () => {
    site = { ...demo, records: demo.records.map((record) => ({ ...record, anchors: [] })) };
    open('/leads/1', '<div class="loading"></div>');
    await vi.advanceTimersByTimeAsync(500);
    expect(button.element.isConnected).toBe(false);
    document.body.innerHTML = page('First');
    await vi.advanceTimersByTimeAsync(500);
    expect(place()).toBe(document.documentElement);
    await goTo('/leads/2', () => undefined, 20_000);
    expect(misses).not.toHaveBeenCalledWith('lead', 'place');
    document.body.innerHTML = '<main></main>';
    await goTo('/leads/3', () => undefined, 20_000);
    expect(vi.mocked(misses).mock.lastCall).toEqual(['lead', 'page']);
  });

  it('takes the button away and says so when the host goes to a list', async () => {
    open('/leads/1', page('First'));
    await goTo('/leads', () => undefined);
    expect(reported().at(-1)).toBeNull();
    expect(button.element.isConnected).toBe(false);
  });

  it('takes out the copies that a page has made of the button, while it stands and when it goes', async () => {
    open('/leads/1', page('First'));
    const copy = () => document.body.append((place() as Element).cloneNode(true));
    copy();
    await vi.advanceTimersByTimeAsync(500);
    expect([...document.querySelectorAll('throughline-button')]).toEqual([button.element]);
    copy();
    await goTo('/about', () => undefined);
    expect(document.querySelector('throughline-button')).toBeNull();
  });

  it('sees a new address in time where no event tells of it and the page does not change', async () => {
    open('/about', '');
    document.body.innerHTML = page('First');
    await vi.advanceTimersByTimeAsync(3000);
    history.pushState(null, '', '/leads/1');
    await vi.advanceTimersByTimeAsync(1500);
    expect(reported().at(-1)).toEqual({ type: 'lead', id: '1', title: 'First' });
    expect(place()?.hasAttribute('data-toolbar')).toBe(true);
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

describe('the tracker on a page whose address has a word of its own for the type', () => {
  const FORM = `<div class="o_action_manager"><div class="o_form_view"><div class="o_control_panel_main_buttons"></div>
    <div class="o_last_breadcrumb_item"><span>Kiln control</span></div></div></div>`;
  beforeEach(() => {
    site = odoo;
  });

  it('asks until it is told, and shows nothing before', async () => {
    open('/odoo/our-leads/20', FORM);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asks).toHaveBeenCalled();
    expect(reported()).toEqual([null]);
    expect(button.element.isConnected).toBe(false);
    tracker.learn('our-leads', 'crm.lead');
    expect(reported().at(-1)).toEqual({ type: 'crm.lead', id: '20', title: 'Kiln control' });
    expect(place()?.className).toBe('o_control_panel_main_buttons');
    vi.mocked(asks).mockClear();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asks).not.toHaveBeenCalled();
  });

  it('knows it from then on, and asks for no other page that says it itself', async () => {
    open('/odoo/our-leads/20', FORM);
    tracker.learn('our-leads', 'crm.lead');
    vi.mocked(asks).mockClear();
    await goTo('/odoo/our-leads/21', () => undefined);
    expect(reported().at(-1)).toMatchObject({ type: 'crm.lead', id: '21' });
    await goTo('/odoo/contacts/3', () => undefined);
    expect(reported().at(-1)).toMatchObject({ type: 'res.partner', id: '3' });
    await goTo('/odoo/crm', () => undefined);
    expect(asks).not.toHaveBeenCalled();
  });

  it('leaves it to the page which rows of a list are ticked', () => {
    open(
      '/odoo/crm',
      '<div class="o_action_manager"><div class="o_list_view"><div class="o_selection_container"></div></div></div>',
    );
    expect(place()?.className).toBe('o_selection_container');
    expect(tracker.resolve()).toEqual({ record: null, selected: [] });
  });

  it('stands on a board only while cards of it are marked', async () => {
    const board = (marked: string) => `<div class="o_action_manager"><div class="o_kanban_view ${marked}">
      <div class="o_control_panel_main_buttons"></div></div></div>`;
    open('/odoo/crm', board('o_kanban_selection_available'));
    expect(button.element.isConnected).toBe(false);
    document.body.innerHTML = board('o_kanban_selection_active');
    await vi.advanceTimersByTimeAsync(500);
    expect(button.element.isConnected).toBe(true);
  });
});
