import type { Frame, Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { completions } from '../support/effects.ts';
import { complete, overlayGone, type Person } from '../support/person.ts';
import { answerInterest, choose, enterDate, QUALIFY, runProcess } from '../support/steps.ts';
import { entered, fill } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const NEED = 'A second oven before the summer';

describe('nothing is lost', () => {
  const world = useWorld();

  /** A lead's page with the qualification over it, nothing filled in yet. */
  async function openForm(alice: Person): Promise<{ page: Page; overlay: Frame }> {
    const page = await alice.onPage(world.crm('demo').recordUrl);
    const overlay = await alice.pressProcess(page);
    await runProcess(overlay, QUALIFY);
    await answerInterest(overlay, 'Yes, go on');
    return { page, overlay };
  }

  it('[M28] [M41] when the background is ended again and again while a step is filled in', async () => {
    const alice = await world.person('alice');
    const { page, overlay } = await openForm(alice);
    await fill(overlay, /^Need/, NEED);
    await alice.driver.stopBackground();
    await choose(overlay, /^Budget range/, '5000-to-20000');
    await alice.driver.stopBackground();
    await enterDate(overlay, /^Decision date/, '2027-01-15');
    expect(await entered(overlay, /^Need/)).toBe(NEED);
    await alice.driver.stopBackground();
    await complete(overlay, 'Send for review');
    await overlayGone(page);
    expect(await completions(world.server, 'Qualify')).toBe(1);
    await page.close();
  });
});
