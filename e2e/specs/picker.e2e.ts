import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { CRM_PAGES } from '../support/crm-pages.ts';
import { crmIsHere } from '../support/crms.ts';
import { hasProcess } from '../support/person.ts';
import { beginPicking, goOn, pointAt, seePanel } from '../support/picking.ts';
import { tick } from '../support/rows.ts';
import { find, press, see, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const RULES = { list: CRM_PAGES.redmine.list, elsewhere: CRM_PAGES.redmine.elsewhere };

describe.skipIf(!(await crmIsHere('redmine')))('a CRM whose adapter is not there', () => {
  const world = useWorld({ crms: ['redmine'] });

  it('[M40] [M20] [M21] is picked in one go, and has the button, the right record and the ticked rows from then on', async () => {
    const alice = await world.person('alice');
    const { origin, recordUrl } = world.crm('redmine');
    const options = await alice.options();
    await press(options, 'button', /^Switch off Redmine/);
    const bare = await alice.onPage(recordUrl);
    await see(bare, 'Support #');
    await until('no button', async () => !(await hasProcess(bare)));
    await bare.close();

    const issues = [1, 2, 3].map((id) => `${origin}/issues/${id}`);
    const picking = await beginPicking(alice, options, issues[0] ?? '');
    const { page } = picking;
    const values = await formOf(page);
    await goOn(picking, 'title');
    await pointAt(picking, '.subject h3', 'button');
    await pointAt(picking, '#content > .contextual', 'place');
    await goOn(picking, 'second');
    expect(page.url()).toBe(issues[0]);
    expect(await formOf(page)).toBe(values);

    await page.goto(issues[1] ?? '');
    await seePanel(picking);
    await goOn(picking, 'third');
    await page.goto(issues[2] ?? '');
    await seePanel(picking);
    await goOn(picking, 'list');
    await page.goto(origin + (RULES.list?.path ?? ''));
    await seePanel(picking);
    await goOn(picking, 'box');
    await pointAt(picking, RULES.list?.boxes ?? '', 'list-button');
    await pointAt(picking, '#content > .contextual', 'list-place');
    await goOn(picking, 'try-list');
    await tick(page, RULES.list?.boxes ?? '', [0, 1]);
    await goOn(picking, 'save');
    await goOn(picking, 'saved');

    for (const url of issues) {
      const record = await alice.onPage(url);
      const title = await textAt(record, '.subject h3');
      const menu = await alice.pressProcess(record);
      await see(menu, title);
      await record.close();
    }
    const list = await alice.onPage(origin + (RULES.list?.path ?? ''));
    await tick(list, RULES.list?.boxes ?? '', [0, 1]);
    await find(await alice.pressProcess(list), 'heading', /2/);
    await list.goto(origin + RULES.elsewhere);
    await until('no button', async () => !(await hasProcess(list)));
    await list.close();
  });
});

/** What the page's own fields hold. */
function formOf(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify(
      [...document.querySelectorAll('input, select, textarea')].map(
        (field) => 'value' in field && field.value,
      ),
    ),
  );
}

function textAt(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, ({ textContent }) => textContent?.trim() ?? '');
}
