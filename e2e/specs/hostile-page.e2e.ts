import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { complete, overlayGone } from '../support/person.ts';
import { QUALIFY, runProcess } from '../support/steps.ts';
import { press, see } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

interface Instance {
  id: string;
  status: string;
}

describe('a hostile CRM page', () => {
  const world = useWorld();
  const hostile = (modes: string) => `${world.crm('demo').recordUrl}?hostile=${modes}`;
  const instances = async () => (await world.server.as('admin')).get<Instance[]>('/instances');

  it('that forbids frames, inline styles and trusted types cannot keep a step from being done', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(hostile('csp'));
    const overlay = await alice.pressProcess(page);
    await runProcess(overlay, QUALIFY);
    await see(overlay, 'Is there a real interest');
    await press(overlay, 'choice', 'No, not interested');
    await complete(overlay, 'Continue');
    await overlayGone(page);
    expect((await instances())[0]?.status).toBe('completed');
    await page.close();
  });
});
