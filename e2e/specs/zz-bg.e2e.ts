import { expect, it } from 'vitest';
import { overlayGone } from '../support/person.ts';
import { answerInterest, QUALIFY, runProcess, sendQualification } from '../support/steps.ts';
import { useWorld } from '../support/world.ts';

const world = useWorld({ crms: ['demo'] });
const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
it('debug', async () => {
  const alice = await world.person('alice');
  const page = await alice.onPage(world.crm('demo').recordUrl);
  const overlay = await alice.pressProcess(page);
  await runProcess(overlay, QUALIFY);
  await answerInterest(overlay, 'Yes, go on');
  await sendQualification(overlay);
  await overlayGone(page);
  const maria = await world.person('maria');
  for (let n = 0; n < 4; n += 1) {
    await sleep(1500);
    const pages = await maria.driver.browser.pages();
    const control = pages.find((one) => one.url().includes('popup.html'));
    console.log(
      n,
      await maria.badge(),
      JSON.stringify(
        await control?.evaluate(async () => {
          const api = (globalThis as any).chrome;
          const session = await api.storage.session.get(null);
          const tabs = await api.tabs.query({});
          return {
            session: session.link,
            text: document.body.innerText,
            tabs: tabs.length,
            badge: await api.action.getBadgeText({}),
          };
        }),
      ),
    );
  }
  console.log(JSON.stringify(await (await world.server.as('admin')).get('/instances')));
  const asMaria = await world.server.as('maria');
  for (const path of ['/tasks', '/me'])
    console.log(path, JSON.stringify(await asMaria.get(path).catch(String)));
  expect(1).toBe(1);
});
