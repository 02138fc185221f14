import { describe, expect, it } from 'vitest';
import { completions } from '../support/effects.ts';
import { overlayGone, seeLive } from '../support/person.ts';
import { answerInterest, QUALIFY, runProcess, sendQualification } from '../support/steps.ts';
import { see } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const OVER_HTTP = 'Connected over HTTP: the socket is blocked';

describe('a socket that something blocks', () => {
  const world = useWorld();

  it('[M34] is replaced by HTTP, which the person is told, and a whole process works', async () => {
    const alice = await world.person('alice');
    const popup = await alice.popup();
    await seeLive(popup);
    alice.network.set('no-socket');
    await see(popup, OVER_HTTP);
    const page = await alice.onPage(world.crm('demo').recordUrl);
    const overlay = await alice.pressProcess(page);
    await runProcess(overlay, QUALIFY);
    await answerInterest(overlay, 'Yes, go on');
    await see(overlay, OVER_HTTP);
    await sendQualification(overlay);
    await overlayGone(page);
    expect(await completions(world.server, 'Qualify')).toBe(1);
    await page.close();
  });
});
