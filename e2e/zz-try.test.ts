import { it } from 'vitest';
import { useWorld } from './support/world.ts';
const world = useWorld({ crms: ['tryton'] });
it('tries', async () => {
  const alice = await world.person('alice');
  const o = await alice.options();
  console.log(JSON.stringify(await o.evaluate(async () => { const c = (globalThis as any).chrome; return [await c.scripting.getRegisteredContentScripts(), await c.permissions.getAll()]; })));
  for (let i = 0; i < 3; i++) {
  const q = await alice.driver.browser.newPage();
  q.on('console', (m) => m.text().includes('405') || console.log('console', m.text()));
  await q.goto(world.crm('tryton').recordUrl);
  for (let k = 0; k < 5; k++) {
  await new Promise((r) => setTimeout(r, 1500));
  console.log(q.url(), await q.evaluate(() => [...document.querySelectorAll('throughline-button')].map((e) => [e.outerHTML, e.parentElement?.className, JSON.stringify(e.getBoundingClientRect())])));
  }
  await q.screenshot({ path: `/tmp/shots/tryton-${i}.png` });
  const workers = await (await alice.driver.browser.extensions()).values().next().value.workers();
  console.log('workers', workers.length);
  await q.close();
  }
});
