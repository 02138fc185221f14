/** How a person shows a CRM to the extension, on Redmine: pointing, opening records, saving one. */
import type { Page } from 'puppeteer-core';
import type { SiteAdapter } from '../../lib/sites/schema.ts';
import { CRM_PAGES } from './crm-pages.ts';
import type { Person } from './person.ts';
import { beginPicking, goOn, madeAdapter, pointAt, save, seePanel } from './picking.ts';
import { tick } from './rows.ts';
import { press } from './ui.ts';

/** What was made, and whether the page's own fields held the same before and after the pointing. */
export interface PickedRedmine {
  adapter: SiteAdapter;
  fields: { before: string; after: string };
}

/** Switches the adapter off that comes with the extension, and makes one by pointing. */
export async function pickRedmine(person: Person, origin: string): Promise<PickedRedmine> {
  const { list, change } = CRM_PAGES.redmine;
  const { path, boxes } = list ?? { path: '', boxes: '' };
  const issues = [1, 2, 3].map((id) => `${origin}/issues/${id}`);
  const options = await person.options();
  await press(options, 'button', /^Switch off Redmine/);

  const picking = await beginPicking(person, options, issues[0] ?? '');
  const { page } = picking;
  const before = await fieldsOf(page);
  await goOn(picking, 'title');
  await pointAt(picking, '.subject h3', 'button');
  await pointAt(picking, '#content > .contextual', 'place');
  await goOn(picking, 'bar');
  await goOn(picking, 'second');
  const after = await fieldsOf(page);
  await page.goto(issues[1] ?? '');
  await seePanel(picking);
  await goOn(picking, 'third');
  await page.goto(issues[2] ?? '');
  await seePanel(picking);
  await goOn(picking, 'list');

  await page.goto(origin + path);
  await seePanel(picking);
  await goOn(picking, 'box');
  await pointAt(picking, boxes, 'list-button');
  await pointAt(picking, '#content > .contextual', 'list-place');
  await goOn(picking, 'try-list');
  await tick(page, boxes, [0, 1]);
  await goOn(picking, 'change');

  await page.goto(issues[2] ?? '');
  await seePanel(picking);
  await save(picking, change);
  await goOn(picking, 'save');
  await goOn(picking, 'saved');
  await page.close();
  const adapter = await madeAdapter(options);
  await options.close();
  return { adapter, fields: { before, after } };
}

/** What the page's own fields hold. */
function fieldsOf(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify(
      [...document.querySelectorAll('input, select, textarea')].map(
        (field) => 'value' in field && field.value,
      ),
    ),
  );
}
