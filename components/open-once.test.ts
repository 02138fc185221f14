import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { openOnce } from './open-once.ts';

const ORIGIN = 'chrome-extension://throughline';
const create = vi.fn();
const postMessage = vi.fn();

/** A tab of ours; Chrome and Firefox give the window of each. */
const tab = (path: string) => ({ location: { href: `${ORIGIN}${path}`, hash: '' }, postMessage });

function withTabs(...paths: string[]) {
  const tabs = paths.map(tab);
  Object.assign(fakeBrowser, {
    extension: { getViews: () => tabs },
    tabs: { create },
    runtime: { getURL: (path: string) => ORIGIN + path },
  });
  return tabs;
}

beforeEach(() => {
  vi.stubGlobal('location', { origin: ORIGIN });
  create.mockResolvedValue({});
});

describe('a page that is opened', () => {
  it('gets a tab', async () => {
    withTabs('/options.html');
    await openOnce('/processes.html');
    expect(create).toHaveBeenCalledWith({ url: `${ORIGIN}/processes.html` });
    expect(postMessage).not.toHaveBeenCalled();
  });

  it('a second time is asked to come to the front, wherever in it the person is', async () => {
    withTabs('/options.html', '/processes.html#/log/i-7');
    await openOnce('/processes.html');
    expect(create).not.toHaveBeenCalled();
    expect(postMessage).toHaveBeenCalledExactlyOnceWith('come-forward', ORIGIN);
  });

  it('at a place goes there, in the tab that there is', async () => {
    const [activities] = withTabs('/activities.html#/calendar');
    await openOnce('/activities.html#/list?activity=a-1');
    expect(create).not.toHaveBeenCalled();
    expect(activities?.location.hash).toBe('/list?activity=a-1');
    expect(postMessage).toHaveBeenCalledOnce();
  });

  it('opens anew from a frame in a page of others, where Firefox gives no tabs', async () => {
    withTabs();
    Reflect.deleteProperty(fakeBrowser, 'tabs');
    const open = vi.fn();
    vi.stubGlobal('open', open);
    await openOnce('/activities.html#/list');
    expect(open).toHaveBeenCalledWith(`${ORIGIN}/activities.html#/list`, '_blank', 'noopener');
  });
});
