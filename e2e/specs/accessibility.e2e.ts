import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { answerInterest, QUALIFY, runProcess, sendQualification } from '../support/steps.ts';
import { press, type Scope, see, until } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('every page of the extension, checked with axe', () => {
  const world = useWorld();

  it('options, popup and diagnose have no finding', async () => {
    const alice = await world.person('alice');
    for (const [path, words] of [
      ['options.html', 'Alice Adams'],
      ['popup.html', 'Connected'],
      ['diagnose.html', 'Everything works'],
    ] as const) {
      const page = await alice.driver.openExtensionPage(path);
      await see(page, words);
      expect(await findings(page), path).toEqual([]);
      await page.close();
    }
  });

  it('library, process, settings and deployment have no finding', async () => {
    const admin = await world.person('admin');
    for (const [path, words] of [
      ['/library', 'Qualify a lead'],
      ['/library/qualify-a-lead', 'elements in words'],
      ['/library/qualify-a-lead?tab=settings', 'Who may start it'],
      ['/deploy', 'Which files?'],
    ] as const) {
      const page = await admin.driver.openExtensionPage(`processes.html#${path}`);
      await see(page, words);
      expect(await findings(page), path).toEqual([]);
      await page.close();
    }
  });

  it('menu, question, form, drawer and activity have no finding', async () => {
    const [alice, maria] = [await world.person('alice'), await world.person('maria')];
    const page = await alice.onPage(world.crm('demo').recordUrl);
    const overlay = await alice.pressProcess(page);
    await see(overlay, QUALIFY);
    expect(await findings(overlay), 'menu').toEqual([]);
    await runProcess(overlay, QUALIFY);
    await see(overlay, 'Is there a real interest');
    expect(await findings(overlay), 'question').toEqual([]);
    await answerInterest(overlay, 'Yes, go on');
    await see(overlay, 'Qualification of');
    expect(await findings(overlay), 'form').toEqual([]);
    await sendQualification(overlay);

    const hers = await maria.onPage(world.crm('demo').recordUrl);
    const drawer = await maria.pressProcess(hers);
    await press(drawer, 'button', /^My tasks/);
    await see(drawer, 'Review the qualification');
    expect(await findings(drawer), 'drawer').toEqual([]);
    await press(drawer, 'button', /^Review the qualification/);
    await see(drawer, 'Details of the result');
    expect(await findings(drawer), 'activity').toEqual([]);
  });

  it('menu, question, form and drawer have no finding over a dark page either', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(world.crm('demo').recordUrl);
    await page.evaluate(() => document.body.style.setProperty('background', '#101014', 'important'));
    const overlay = await alice.pressProcess(page);
    await see(overlay, QUALIFY);
    await until('the overlay to be dark', () =>
      overlay.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches),
    );
    expect(await findings(overlay), 'menu').toEqual([]);
    await runProcess(overlay, QUALIFY);
    await see(overlay, 'Is there a real interest');
    expect(await findings(overlay), 'question').toEqual([]);
    await answerInterest(overlay, 'Yes, go on');
    await see(overlay, 'Qualification of');
    await press(overlay, 'button', 'Send for review');
    expect(await findings(overlay), 'form').toEqual([]);
    await press(overlay, 'button', 'Close');
    const drawer = await alice.pressProcess(page);
    await press(drawer, 'button', /^My tasks/);
    await see(drawer, 'Qualification of');
    expect(await findings(drawer), 'drawer').toEqual([]);
    await page.close();
  });
});

/** Runs in the page: nothing fades in or out any more. Colours in between are nobody's choice. */
function isAtRest(): boolean {
  const moving = document
    .getAnimations()
    .filter(
      ({ effect, playState }) => playState === 'running' && effect?.getTiming().iterations !== Infinity,
    );
  return moving.length === 0 && document.querySelector('[aria-busy=true]') === null;
}

interface Finding {
  rule: string;
  where: string[];
}

/** What axe has to say about a page: the rule and the elements. */
async function findings(scope: Scope): Promise<Finding[]> {
  await until('the page at rest', () => scope.evaluate(isAtRest));
  // As a text, so that the page's policy does not ask where the script is from.
  await scope.evaluate(AXE);
  return scope.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => ({
      rule: id,
      where: nodes.map(({ target }) => String(target)),
    }));
  });
}
