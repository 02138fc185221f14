import { act, fireEvent, waitFor, within } from '@testing-library/preact';
import { beforeEach, describe, expect, it } from 'vitest';
import { go } from '../../../../components/route.ts';
import { show } from '../../../../components/testing/show.tsx';
import { CaseDefinition } from '../../../../lib/cases/definition.ts';
import { type FileOutcome, type Permission, ProtocolError } from '../../../../lib/protocol/index.ts';
import {
  designedCase,
  designedDefinition,
  designedFields,
} from '../../../../lib/testing/case-design-samples.ts';
import { FakePageClient } from '../../../../lib/testing/fake-page-client.ts';
import { sampleEntries, sampleOutcome } from '../../../../lib/testing/library-samples.ts';
import { anna, sampleStatus } from '../../../../lib/testing/page-samples.ts';
import { sampleSites } from '../../../../lib/testing/site-samples.ts';
import { Processes } from '../../processes.tsx';

const MAY: Permission[] = ['manage-definitions'];

beforeEach(() => {
  localStorage.clear();
  go(['cases', 'sale', 'design']);
});

function client({ outcome = {}, permissions = MAY, deployed = true } = {}): FakePageClient {
  const made = new FakePageClient({
    status: sampleStatus({ user: { ...anna, permissions } }),
    sites: sampleSites,
  });
  const told = (more: Partial<FileOutcome>) => [sampleOutcome({ key: 'sale', name: 'Sale', ...more })];
  made.reply('definition', () => {
    if (!deployed) throw new ProtocolError('process-unknown');
    return { type: 'definition', definition: designedDefinition() };
  });
  made.reply('case.fields', () => designedFields);
  made.reply('library', () => ({ type: 'library', entries: sampleEntries }));
  made.reply('assignees', () => ({ type: 'assignees', assignees: [] }));
  made.reply('definition.check', () => ({ type: 'definition.check', outcomes: told(outcome) }));
  made.obey('definition.deploy', () => ({ type: 'deployed', outcomes: told({ version: 4 }) }));
  return made;
}

/** The page, opened, with what a person does on it. */
async function open(made = client()) {
  const page = show(<Processes />, made);
  await page.findByRole('heading', { level: 1, name: 'Sale' });
  const item = (id: string) => {
    const found = page.container.querySelector<HTMLElement>(`[data-item="${id}"]`);
    if (!found) throw new Error(`Expected ${id} on the board, got none.`);
    return found;
  };
  // A dialog stands over the panel.
  const field = (label: string) => {
    const around = page.queryByRole('dialog') ?? page.getByRole('complementary');
    return within(around).getByLabelText<HTMLInputElement>(label);
  };
  return {
    ...{ page, item },
    key: (key: string, more = {}) =>
      fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more }),
    field,
    type: (label: string, value: string) => fireEvent.input(field(label), { target: { value } }),
    items: () =>
      [...page.container.querySelectorAll<HTMLElement>('[data-item]')].map((one) => one.dataset.item),
    focus: (id: string) => act(() => item(id).focus()),
  };
}

/** What the browser has kept. */
const draft = () => {
  const text = Object.values(localStorage)[0] as string | undefined;
  return text ? CaseDefinition.parse(JSON.parse(text).design.definition) : null;
};

describe('[M38] the designer', () => {
  it('shows stages as columns with their steps, the bar as people will see it, and the fields of the case', async () => {
    const { page, items, field } = await open();
    expect(items()).toEqual([
      ...['stage qualify', 'step call', 'step note', 'stage propose', 'step offer', 'step approve'],
      ...['stage won', 'stage lost'],
    ]);
    expect(page.getByRole('region', { name: 'Preview of the bar' })).toBeTruthy();
    expect(field('Key *').readOnly).toBe(true);
    await page.findByText('No findings: it can be deployed');
  });

  it('is gone through with arrows; what has the focus has its fields beside the board', async () => {
    const { field, key, focus } = await open();
    focus('stage qualify');
    key('ArrowDown');
    await waitFor(() => expect(document.activeElement?.getAttribute('data-item')).toBe('step call'));
    key('ArrowRight');
    await waitFor(() => expect(document.activeElement?.getAttribute('data-item')).toBe('step offer'));
    expect(field('Name *').value).toBe('Write the offer');
    key('Enter');
    // Before the next key comes: a timer would let that one fall on the card, or take the focus from a field chosen since.
    await Promise.resolve();
    expect(document.activeElement).toBe(field('Name *'));
    key('Escape');
    expect(document.activeElement?.getAttribute('data-item')).toBe('step offer');
  });

  it('moves with Alt, keeps the focus on what was moved, and says where it is', async () => {
    const { page, key, focus, items } = await open();
    focus('step note');
    key('ArrowUp', { altKey: true });
    key('ArrowRight', { altKey: true });
    await waitFor(() => expect(document.activeElement?.getAttribute('data-item')).toBe('step note'));
    expect(items().slice(2, 6)).toEqual(['stage propose', 'step note', 'step offer', 'step approve']);
    expect(page.getByText('Write down what they need is step 1 of 3 in Propose')).toBeTruthy();
    key('ArrowUp', { altKey: true });
    expect(await page.findByText('It cannot go further this way')).toBeTruthy();
  });

  it('adds, renames and deletes; every edit is taken back and done again', async () => {
    const { page, key, focus, type, items } = await open();
    focus('stage propose');
    key('n');
    type('Name *', 'Send it');
    fireEvent.change(page.getByLabelText('Kind'), { target: { value: 'send-email' } });
    fireEvent.click(within(page.getByRole('dialog')).getByRole('button', { name: 'Add' }));
    await waitFor(() => expect(items()).toContain('step send-it'));
    type('Name *', 'Send the offer');
    type('Name *', 'Send the offers');
    await waitFor(() => expect(draft()?.stages[1]?.steps[2]?.name).toBe('Send the offers'));
    key('z', { ctrlKey: true });
    await waitFor(() => expect(draft()?.stages[1]?.steps[2]?.name).toBe('Send it'));
    focus('step send-it');
    key('Delete');
    await waitFor(() => expect(items()).not.toContain('step send-it'));
    key('z', { ctrlKey: true });
    await waitFor(() => expect(items()).toContain('step send-it'));
    key('z', { ctrlKey: true, shiftKey: true });
    await waitFor(() => expect(items()).not.toContain('step send-it'));
  });

  it('says what is wrong at its place and in a list that leads there', async () => {
    const { page, focus, field, type } = await open();
    focus('step call');
    type('Name *', '');
    const line = await page.findByRole('button', { name: 'call Fill this in.' });
    expect(field('Name *').getAttribute('aria-invalid')).toBe('true');
    expect(page.getByRole('button', { name: 'Deploy' }).getAttribute('aria-disabled')).toBe('true');
    focus('stage won');
    fireEvent.click(line);
    await waitFor(() => expect(document.activeElement).toBe(field('Name *')));
  });

  it('shows what only the server finds, at the step that it names', async () => {
    const finding = {
      element: 'call',
      name: 'Call',
      problem: 'Expected a duration, got soon.',
      remedy: 'Say P1D.',
    };
    const { page, item } = await open(client({ outcome: { findings: [finding] } }));
    await page.findByText(/Expected a duration, got soon/);
    expect(within(item('step call')).getByText('1 finding')).toBeTruthy();
  });

  it('keeps every change in this browser until it is deployed', async () => {
    const { page, type } = await open();
    type('What it is for', 'Selling');
    await waitFor(() => expect(draft()?.description).toBe('Selling'));
    const again = await open();
    expect(again.page.getByText(/This is your draft/)).toBeTruthy();
    expect(again.field('What it is for').value).toBe('Selling');
    fireEvent.click(again.page.getByRole('button', { name: 'Discard the draft' }));
    await waitFor(() => expect(again.field('What it is for').value).toBe(designedCase.description ?? ''));
    expect(page).toBeTruthy();
  });

  it('deploys the very text that it would export, and is then as deployed', async () => {
    const made = client();
    const { page, type } = await open(made);
    type('What it is for', 'Selling');
    const button = await page.findByRole('button', { name: 'Deploy' });
    await waitFor(() => expect(button.getAttribute('aria-disabled')).toBeNull());
    fireEvent.click(button);
    await page.findByText('Version 4 is deployed. New cases run it.');
    const [order] = made.sent('order');
    if (order?.order.type !== 'definition.deploy') throw new Error('Nothing was deployed.');
    expect(order.order.files.map(({ name }) => name)).toEqual(['sale.case.json']);
    expect(CaseDefinition.parse(JSON.parse(order.order.files[0]?.text ?? ''))).toEqual({
      ...designedCase,
      description: 'Selling',
    });
    await waitFor(() => expect(draft()).toBeNull());
  });

  it('says why the server has refused to deploy it', async () => {
    const made = client();
    const finding = {
      ...{ element: null, name: 'Sale' },
      problem: 'Expected at most one active case for each record, got Sale and Leads.',
      remedy: 'Deactivate one of them.',
    };
    const outcomes = [sampleOutcome({ key: null, name: null, findings: [finding] })];
    made.obey('definition.deploy', () => ({ type: 'deployed', outcomes }));
    const { page } = await open(made);
    const button = await page.findByRole('button', { name: 'Deploy' });
    await waitFor(() => expect(button.getAttribute('aria-disabled')).toBeNull());
    fireEvent.click(button);
    const alert = await page.findByRole('alert');
    expect(alert.textContent).toContain('Not deployed');
    expect(within(alert).getByRole('listitem').textContent).toBe(
      `The case ${finding.problem} ${finding.remedy}`,
    );
  });

  it('asks before it takes the place of what somebody else has deployed meanwhile, and not of its own', async () => {
    let actual = 3;
    const made = client();
    made.reply('definition', () => ({
      type: 'definition',
      definition: designedDefinition({ version: actual }),
    }));
    made.obey('definition.deploy', () => {
      actual += 1;
      return {
        type: 'deployed',
        outcomes: [sampleOutcome({ key: 'sale', name: 'Sale', version: actual })],
      };
    });
    const { page, type } = await open(made);
    const deploy = async () => {
      const button = page.getByRole('button', { name: 'Deploy' });
      await waitFor(() => expect(button.getAttribute('aria-disabled')).toBeNull());
      fireEvent.click(button);
    };
    type('What it is for', 'Selling');
    actual = 4;
    await deploy();
    await page.findByText(/begun from version 3; by now, version 4 is the actual one/);
    expect(page.getByRole('button', { name: 'Discard the draft' })).toBeTruthy();
    expect(made.sent('order')).toEqual([]);
    await deploy();
    await page.findByText('Version 5 is deployed. New cases run it.');
    expect(page.queryByText(/is the actual one/)).toBeNull();
    type('What it is for', 'Selling more');
    await deploy();
    await page.findByText('Version 6 is deployed. New cases run it.');
    actual = 2;
    await deploy();
    await page.findByText(/begun from version 6; by now, version 2 is the actual one/);
    expect(made.sent('order')).toHaveLength(2);
  });

  it('does not deploy when it cannot find out what is deployed', async () => {
    const made = client();
    const { page, type } = await open(made);
    type('What it is for', 'Selling');
    const button = page.getByRole('button', { name: 'Deploy' });
    await waitFor(() => expect(button.getAttribute('aria-disabled')).toBeNull());
    made.reply('definition', () => {
      throw new ProtocolError('server-unreachable');
    });
    fireEvent.click(button);
    expect((await page.findByRole('alert')).textContent).toContain('Not deployed');
    expect(made.sent('order')).toEqual([]);
  });

  it('groups stages by menu: they share a place on the bar', async () => {
    const { page, focus } = await open();
    focus('stage propose');
    fireEvent.click(page.getByRole('button', { name: 'What can be done with Propose' }));
    fireEvent.click(page.getByRole('menuitem', { name: 'Shared with Qualify' }));
    await waitFor(() => expect(draft()?.stages[1]).toMatchObject({ id: 'propose', group: 'qualify' }));
    expect(document.activeElement?.getAttribute('data-item')).toBe('stage propose');
  });

  it('offers what the CRM tells: fields, and values that no stage has yet', async () => {
    const { page, key, focus } = await open();
    await waitFor(() =>
      expect(page.getByLabelText('Field of the stage *').querySelectorAll('option')).toHaveLength(4),
    );
    focus('stage won');
    key('s');
    const dialog = within(page.getByRole('dialog'));
    fireEvent.change(dialog.getByLabelText('Value in the CRM *'), { target: { value: 'parked' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Add' }));
    await waitFor(() => expect(draft()?.stages.at(-1)).toMatchObject({ name: 'Parked', value: 'parked' }));
  });

  it('is for those who may manage definitions, and says when there is no such case', async () => {
    const reader = show(<Processes />, client({ permissions: ['see-log'] }));
    expect(await reader.findByText(/manage/i)).toBeTruthy();
    const none = show(<Processes />, client({ deployed: false }));
    expect(await none.findByText('There is no case sale')).toBeTruthy();
  });
});

describe('a new case', () => {
  it('begins with a stage for each value of the field', async () => {
    go(['new-case']);
    const page = show(<Processes />, client({ deployed: false }));
    fireEvent.input(await page.findByLabelText('Name *'), { target: { value: 'Small sale' } });
    fireEvent.change(page.getByLabelText('CRM *'), { target: { value: sampleSites[0]?.system.kind } });
    fireEvent.input(page.getByLabelText('Type of record *'), { target: { value: 'lead' } });
    const field = await page.findByRole('combobox', { name: /Field of the stage/ });
    fireEvent.change(field, { target: { value: 'status' } });
    await page.findByRole('button', { name: 'Remove Parked' });
    fireEvent.click(page.getByRole('button', { name: 'Design it' }));
    await page.findByRole('heading', { level: 1, name: 'Small sale' });
    expect(location.hash).toBe('#/cases/small-sale/design');
    expect(draft()?.stages.map(({ name }) => name)).toEqual(['Qualify', 'Propose', 'Won', 'Lost', 'Parked']);
    fireEvent.click(page.getByRole('button', { name: /^Parked Expected a stage that ends the case/ }));
    await waitFor(() => expect((document.activeElement as HTMLSelectElement | null)?.name).toBe('end'));
  });

  it('asks for what is missing', async () => {
    go(['new-case']);
    const page = show(<Processes />, client());
    fireEvent.click(await page.findByRole('button', { name: 'Design it' }));
    await waitFor(() => expect(document.activeElement).toBe(page.getByLabelText('Name *')));
  });
});
