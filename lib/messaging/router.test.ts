import { beforeEach, expect, it } from 'vitest';
import { EXTENSION, openWorld } from '../testing/browser.ts';
import { portPair, settled } from '../testing/ports.ts';
import type { PageRequest, PageToBackground } from './contract.ts';
import { HeldPort } from './held-port.ts';
import { LiveQueries } from './live.ts';
import type { PortSender } from './port.ts';
import { Router } from './router.ts';
import { createTopics } from './topics.ts';

const DRAFT: PageRequest = { type: 'draft.save', task: 'a', draft: { need: 'A second oven' } };
const POPUP: PortSender = { id: 'test-extension-id', url: `${EXTENSION}/popup.html` };

let carriedOut: PageRequest[];
let router: Router;

beforeEach(() => {
  openWorld();
  carriedOut = [];
  router = new Router({
    live: new LiveQueries({} as ConstructorParameters<typeof LiveQueries>[0], createTopics()),
    request: async (request) => void carriedOut.push(request),
    redeem: async () => null,
    onAlone: async () => undefined,
    onPage: () => undefined,
  });
});

/** A page that says one thing and is gone before the background has been built. */
async function sayAndGo(sender: PortSender): Promise<void> {
  const { page, background } = portPair('page', sender);
  const held = new HeldPort(background);
  const message: PageToBackground = { type: 'request', id: 1, once: 'once', request: DRAFT };
  page.postMessage(message);
  await settled();
  page.disconnect();
  await settled();
  router.connect(held);
  await settled();
}

it('carries out what a page asked for, though the page was closed at once', async () => {
  await sayAndGo(POPUP);
  expect(carriedOut).toEqual([DRAFT]);
});

it('carries out nothing for a page of somebody else, gone or not', async () => {
  await sayAndGo({ id: 'test-extension-id', url: 'https://crm.example/' });
  await sayAndGo({ ...POPUP, tab: { id: 1 }, frameId: 3 });
  expect(carriedOut).toEqual([]);
});
