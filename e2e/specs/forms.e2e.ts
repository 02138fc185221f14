import { beforeAll, describe, expect, it } from 'vitest';
import { process } from '../../server/engine/testing/process-builder.ts';
import { axeFindings } from '../support/axe.ts';
import { complete, overlayGone, seenEnough } from '../support/person.ts';
import { deploySmall, small } from '../support/processes.ts';
import { runProcess } from '../support/steps.ts';
import { entered, fill, find, press, see } from '../support/ui.ts';
import { useWorld } from '../support/world.ts';

/** Two pages: one finds a record of the CRM, the other changes a field of the record that the process is about. */
const AGREE = small(
  'agree',
  'Agree the budget',
  process({ record: 'demo:lead' })
    .start('in')
    .task('fill', {
      ...{ name: 'Agree the budget', assignee: '${startedBy}', formRef: 'form' },
      properties: {
        ...{ kind: 'pre-configured-page', 'button:save': 'Save it' },
        'source:lead': '${recordSystem}:${recordType}:${recordId}',
      },
    })
    .task('tell', {
      ...{ name: 'Tell them', assignee: '${startedBy}' },
      properties: { description: '${contactTitle} / ${contact} / ${budget}' },
    })
    .end('out')
    .path('in', 'fill', 'tell', 'out'),
  [
    {
      ...{ type: 'group', id: 'who', label: 'Who', properties: { 'throughline:page': 'true' } },
      components: [
        {
          ...{ type: 'textfield', id: 'contact', key: 'contact', label: 'Contact' },
          validate: { required: true },
          properties: { 'throughline:lookup': 'contact', 'throughline:lookup-view': 'window' },
        },
      ],
    },
    {
      ...{ type: 'group', id: 'how', label: 'How much', properties: { 'throughline:page': 'true' } },
      components: [
        {
          ...{ type: 'number', id: 'budget', key: 'budget', label: 'Budget' },
          properties: { 'throughline:field': 'lead.budget' },
        },
      ],
    },
  ],
);

describe('a form over records of the CRM', () => {
  const world = useWorld();
  const lead = () => `${world.crm('demo').origin}/api/leads/4`;
  const budget = async () => ((await (await fetch(lead())).json()) as { budget: number }).budget;
  /** Somebody else saves it, elsewhere. */
  const setBudget = async (value: number) => {
    const headers = { 'Content-Type': 'application/json' };
    const request = { method: 'PUT', headers, body: JSON.stringify({ budget: value }) };
    const { ok, status } = await fetch(lead(), request);
    if (!ok) throw new Error(`Expected the lead to be changed, got ${status}.`);
  };
  beforeAll(async () => {
    const admin = await world.server.as('admin');
    const { origin } = world.crm('demo');
    await admin.put('/systems/demo/connection', { kind: 'demo', settings: { baseUrl: origin } });
    await deploySmall(admin, AGREE);
  });

  it('[M15] [M16] finds a record while it is typed and in a window, goes back and forth, and changes the CRM but nothing unseen', async () => {
    const alice = await world.person('alice');
    const page = await alice.onPage(`${world.crm('demo').origin}/leads/4`);
    await setBudget(27_500);
    const overlay = await alice.pressProcess(page);
    await runProcess(overlay, AGREE.name);
    await find(overlay, 'heading', /Who/);
    await press(overlay, 'button', 'Next');
    await see(overlay, 'Choose one: Contact');
    await fill(overlay, /^Contact/, 'sanne');
    await press(overlay, 'item', 'Sanne de Wit');
    await press(overlay, 'button', 'Next');

    // What the CRM holds, to be changed.
    expect((await entered(overlay, /^Budget/)).replace(/\D/g, '')).toBe('27500');
    await fill(overlay, /^Budget/, '30000');
    await press(overlay, 'button', 'Back');
    expect(await entered(overlay, /^Contact/)).toBe('Sanne de Wit');
    await press(overlay, 'button', 'Choose from a list: Contact');
    await see(overlay, 'Delta Cold Storage');
    expect(await axeFindings(overlay)).toEqual([]);
    await fill(overlay, /^Search/, 'ingrid');
    await press(overlay, 'button', 'Ingrid Haugen');
    expect(await entered(overlay, /^Contact/)).toBe('Ingrid Haugen');
    await press(overlay, 'button', 'Next');

    // Somebody else is faster.
    await setBudget(28_000);
    // By a single key: pressed again, it replaces theirs.
    const save = await find(overlay, 'button', 'Save it');
    await seenEnough(overlay);
    await save.focus();
    await page.keyboard.press('Enter');
    await see(overlay, /got 28000, which somebody has entered in the CRM meanwhile/);
    expect((await entered(overlay, /^Budget/)).replace(/\D/g, '')).toBe('30000');
    expect(await budget()).toBe(28_000);
    await complete(overlay, 'Save it');
    await find(overlay, 'heading', 'Tell them');
    await see(overlay, 'Ingrid Haugen / 6 / 30000');
    expect(await budget()).toBe(30_000);
    await complete(overlay, 'Complete');
    await overlayGone(page);
    await page.close();
  });
});
