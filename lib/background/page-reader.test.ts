/** What only the page of a CRM itself can say, and what it is believed. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import type { FakeHost } from '../testing/life.ts';
import { settled } from '../testing/ports.ts';
import { BOX, Stage, shown } from '../testing/stage.ts';

const ODOO = 'http://odoo.example:8069';
const LIST = `${ODOO}/odoo/crm?view_type=list`;
const WORDED = `${ODOO}/odoo/our-leads/20`;

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
  stage.server.systems = [{ id: 'sales', kind: 'odoo', name: 'Odoo', origins: [ODOO] }];
  stage.world.granted.add('http://odoo.example/*');
  await stage.begin();
});
afterEach(() => stage.close());

/** A tab whose page says this of itself. */
async function visit(url: string, says: unknown): Promise<{ tab: number; host: FakeHost }> {
  const tab = stage.world.openTab(url);
  if (says !== undefined) stage.world.runsInPage = async () => says;
  const host = stage.lives.host(tab, url);
  await settled();
  return { tab, host };
}

describe('a word for a type', () => {
  const seen = { address: WORDED, type: 'crm.lead', id: '20', ticked: [] };
  const learned = async (says: unknown) => {
    const { host } = await visit(WORDED, says);
    host.say({ type: 'ask' });
    await settled();
    return host.heard('learn');
  };

  it('is told to the host script as the page explains it', async () => {
    expect(await learned(seen)).toEqual([{ type: 'learn', word: 'our-leads', means: 'crm.lead' }]);
  });

  it.each([
    ['between two pages', { ...seen, id: '7' }],
    ['on a page without a record', { ...seen, id: null }],
    ['of an address that says it itself', { ...seen, address: `${ODOO}/odoo/crm/20` }],
    ['of an address somewhere else', { ...seen, address: 'https://elsewhere.example/odoo/our-leads/20' }],
    ['in another shape', { ...seen, type: { name: 'crm.lead' } }],
    ['by a page that does not answer', undefined],
  ])('is not told %s', async (_, says) => {
    expect(await learned(says)).toEqual([]);
  });
});

describe('what is ticked in a list', () => {
  const pressed = async (says: unknown) => {
    const { tab, host } = await visit(LIST, says);
    host.say({ type: 'menu', box: BOX, selected: [] });
    await settled();
    expect(await shown(await stage.overlay(tab, host))).toMatchObject({ view: 'menu' });
    const key = `tab:${tab}`;
    return (await browser.storage.session.get(key))[key];
  };

  it('is what the page says when the button is pressed, with the address of each', async () => {
    const ticked = [
      { id: '20', title: 'Kiln control' },
      { id: '21', title: null },
    ];
    const stack = await pressed({ address: LIST, type: 'crm.lead', id: null, ticked });
    expect(stack).toMatchObject({
      selected: [
        {
          system: 'sales',
          type: 'crm.lead',
          id: '20',
          title: 'Kiln control',
          url: `${ODOO}/odoo/crm.lead/20`,
        },
        { system: 'sales', type: 'crm.lead', id: '21', title: null, url: `${ODOO}/odoo/crm.lead/21` },
      ],
    });
  });

  it('is nothing where the page does not answer; the menu opens all the same', async () => {
    expect(await pressed(undefined)).toMatchObject({ selected: [] });
  });

  it('is asked of the document with the button, and not waited for longer than a person would', async () => {
    const { tab, host } = await visit(LIST, undefined);
    const asked: unknown[] = [];
    stage.world.runsInPage = (...target) => {
      asked.push(target);
      return new Promise(() => {});
    };
    host.say({ type: 'menu', box: BOX, selected: [] });
    await stage.pass(2500);
    expect(asked).toEqual([[tab, ['document-1']]]);
    expect(await shown(await stage.overlay(tab, host))).toMatchObject({ view: 'menu' });
  });

  it('is of no interest once the page has gone on to a record', async () => {
    const { tab, host } = await visit(LIST, undefined);
    let answer = (_: unknown) => {};
    stage.world.runsInPage = () => new Promise((resolve) => (answer = resolve));
    host.say({ type: 'menu', box: BOX, selected: [] });
    await settled();
    host.say({ type: 'record', record: { type: 'crm.lead', id: '20', title: null } });
    await settled();
    answer({ address: LIST, type: 'crm.lead', id: null, ticked: [{ id: '21', title: null }] });
    await settled();
    const key = `tab:${tab}`;
    expect((await browser.storage.session.get(key))[key]).toMatchObject({ top: null, selected: null });
  });

  it('is of no interest once another document has come, which was not pressed at', async () => {
    const { tab, host } = await visit(LIST, undefined);
    let answer = (_: unknown) => {};
    stage.world.runsInPage = () => new Promise((resolve) => (answer = resolve));
    host.say({ type: 'menu', box: BOX, selected: [] });
    await settled();
    const next = stage.lives.host(tab, LIST, 'document-2');
    next.say({ type: 'record', record: null });
    await settled();
    answer(undefined);
    await settled();
    expect(next.heard('show')).toEqual([]);
  });

  it('is no more than one start takes, whatever the page says beyond it', async () => {
    const ticked = Array.from({ length: 10_001 }, (_, index) => ({ id: String(index + 1), title: null }));
    const stack = await pressed({ address: LIST, type: 'crm.lead', id: null, ticked: [...ticked, 'x'] });
    expect((stack as { selected: unknown[] }).selected).toHaveLength(10_000);
  });

  it('is where the page says it is only if that is the address of the same record, in the same place', async () => {
    const at = (id: string, url: string) => ({ id, title: null, url });
    const ticked = [
      at('20', `${ODOO}/odoo/contacts/5/crm.lead/20`),
      at('21', `${ODOO}/odoo/crm.lead/9`),
      at('22', 'https://elsewhere.example/odoo/crm.lead/22'),
    ];
    const stack = await pressed({ address: LIST, type: 'crm.lead', id: null, ticked });
    expect(stack).toMatchObject({
      selected: [
        { id: '20', url: `${ODOO}/odoo/contacts/5/crm.lead/20` },
        { id: '21', url: `${ODOO}/odoo/crm.lead/21` },
        { id: '22', url: `${ODOO}/odoo/crm.lead/22` },
      ],
    });
  });
});
