import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { openOnce } from './open-once.ts';

const ORIGIN = 'chrome-extension://throughline';
const create = vi.fn();
const postMessage = vi.fn();

/** A tab of ours; Chrome and Firefox give the window of each. */
const tab = (path: string) => ({ location: { href: `${ORIGIN}${path}` }, postMessage });

function withTabs(...paths: string[]) {
  Object.assign(fakeBrowser, {
    extension: { getViews: () => paths.map(tab) },
    tabs: { create },
    runtime: { getURL: (path: string) => ORIGIN + path },
  });
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
});
