import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { DrawerPlace } from '../messaging/contract.ts';
import { settled } from '../testing/ports.ts';
import { Stage, shown } from '../testing/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
  await stage.begin();
});
afterEach(() => stage.close());

const LEFT: DrawerPlace = { side: 'left', width: 500 };

/** The drawer over a CRM page. */
async function openDrawer() {
  const { tab, host, overlay } = await stage.press();
  await overlay.request({ type: 'drawer.open' });
  await settled();
  return { tab, host, overlay };
}

describe('the place of the drawer', () => {
  it('is the right side, as wide as usual, until the person wants another', async () => {
    const { host } = await openDrawer();
    expect(host.heard('show').at(-1)).toMatchObject({
      view: 'drawer',
      place: { side: 'right', width: null },
    });
  });

  it('is told to the page while the person drags it, and not remembered', async () => {
    const { host, overlay } = await openDrawer();
    await overlay.request({ type: 'drawer.drag', place: LEFT, shift: -30 });
    expect(host.heard('place').at(-1)).toEqual({ type: 'place', place: LEFT, shift: -30 });
    await overlay.request({ type: 'overlay.close' });
    await overlay.request({ type: 'drawer.open' });
    await settled();
    expect(host.heard('show').at(-1)).toMatchObject({ place: { side: 'right', width: null } });
  });

  it('is remembered where they let go, for every page and the next background', async () => {
    const { host, overlay } = await openDrawer();
    const kept = overlay.watch({ kind: 'drawer-place' });
    await overlay.request({ type: 'drawer.place', place: LEFT });
    await settled();
    expect(host.heard('place').at(-1)).toEqual({ type: 'place', place: LEFT, shift: 0 });
    expect(kept.value).toEqual(LEFT);
    stage.lives.restart();
    await settled();
    expect((await openDrawer()).host.heard('show').at(-1)).toMatchObject({ view: 'drawer', place: LEFT });
  });

  it('is not always where it stands: the page says that, and its own drawer hears it', async () => {
    const { host, overlay } = await openDrawer();
    const other = await openDrawer();
    host.say({ type: 'drawer-stands', side: 'left' });
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'drawer', side: 'left' });
    expect(await shown(other.overlay)).toMatchObject({ side: 'right' });
  });

  it('is the usual one where what was stored makes no sense', async () => {
    const { overlay } = await openDrawer();
    await overlay.request({ type: 'drawer.place', place: LEFT });
    await fakeBrowser.storage.local.set({ 'drawer-place': { side: 'above' } });
    stage.lives.restart();
    await settled();
    expect((await openDrawer()).host.heard('show').at(-1)?.place).toEqual({ side: 'right', width: null });
  });
});
