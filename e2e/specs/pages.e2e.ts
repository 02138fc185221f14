import { describe, expect, it } from 'vitest';
import { QUALIFY, runProcess } from '../support/steps.ts';
import { has, press, reads, see, seeNoMore } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

describe('the page of a step', () => {
  const world = useWorld();

  it('[M05] shows the hint of its author on request', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(world.crm('demo').recordUrl);
    const overlay = await alice.pressProcess(page);
    await runProcess(overlay, QUALIFY);
    await see(overlay, 'Is there a real interest');
    expect(await reads(overlay, 'A real interest is one')).toBe(false);
    await press(overlay, 'button', 'Hint for this step');
    await see(overlay, 'A real interest is one');
    await press(overlay, 'button', 'Hint for this step');
    await seeNoMore(overlay, 'A real interest is one');
    expect(await has(overlay, 'button', 'Continue')).toBe(true);
    await page.close();
  });
});
