/** Steps that are done on the page of a record in its CRM (behaviour 1.4). */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { type Command, type LinkedRecord, type TaskPage, wireError } from '../protocol/index.ts';
import type { FakeHost } from '../testing/life.ts';
import { settled } from '../testing/ports.ts';
import { sampleTask } from '../testing/samples.ts';
import { follows, Stage, shown } from '../testing/stage.ts';

const DEMO = 'http://demo.example:8100';
const LEAD: LinkedRecord = { system: 'crm', type: 'lead', id: '7', title: 'Depot', url: `${DEMO}/leads/7` };

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
  stage.server.systems = [{ id: 'crm', kind: 'demo', name: 'CRM', origins: [DEMO] }];
  stage.world.granted.add('http://demo.example/*');
});
afterEach(() => stage.close());

/** The page of a step on a record; null: on a new lead. */
function editPage(id: string, record: LinkedRecord | null = LEAD): TaskPage {
  return {
    task: sampleTask(id, { kind: 'open-edit-page', record }),
    hint: null,
    content: {
      ...{ kind: 'open-edit-page', recommendation: 'Fill it in.', conditions: [], results: [], offered: [] },
      target: { system: 'crm', type: record?.type ?? 'lead', id: record?.id ?? null },
      ...{ confirmedBy: 'server', gone: false },
    },
  };
}

function give(...pages: TaskPage[]): void {
  for (const page of pages) {
    stage.server.pages.set(page.task.id, page);
    stage.server.emit({ type: 'task.upserted', task: page.task });
  }
}

/** A tab on a page of the CRM; `record` null: on one that shows none. */
async function visit(path: string, record: LinkedRecord | null, tab = stage.world.openTab(DEMO + path)) {
  const host = stage.lives.host(tab, DEMO + path, `document-${tab}`);
  await settled();
  const shows = (seen: LinkedRecord | null) => {
    host.say({ type: 'record', record: seen && { type: seen.type, id: seen.id, title: seen.title } });
    return settled();
  };
  await shows(record);
  return { tab, host, shows };
}

const view = (host: FakeHost) =>
  (host.port.received as { type: string; view?: string }[])
    .filter(({ type }) => type === 'show' || type === 'hide')
    .map(({ type, view: at }) => at ?? type)
    .at(-1);

async function request(
  tab: number,
  method: string,
  path: string,
  status = 200,
  redirect: string | null = null,
) {
  await (await stage.lives.background).requested({
    ...{ tab, method, url: DEMO + path, status, redirect },
    loads: redirect !== null,
  });
  await settled();
}

const checks = () =>
  stage.server.effects.filter(
    (command): command is Extract<Command, { type: 'task.check' }> => command.type === 'task.check',
  );
const tabs = () => [...stage.world.tabs.values()].map(({ url, active }) => ({ url, active }));

describe('a step on the record that is on show', () => {
  beforeEach(async () => {
    give(editPage('a'));
    await stage.begin();
  });

  it('[M11] is a band at the edge of its page, and a page elsewhere', async () => {
    const { tab, host, shows } = await visit('/leads/7', LEAD);
    const popup = stage.lives.page();
    await popup.request({ type: 'task.open', task: 'a' });
    await settled();
    expect(view(host)).toBe('band');
    await shows({ ...LEAD, id: '8' });
    expect(view(host)).toBe('page');
    const overlay = await stage.overlay(tab, host);
    expect(await shown(overlay)).toMatchObject({ view: 'page', task: 'a', mayGo: true });
  });

  it('does not flash over a page of which nobody knows yet what it shows', async () => {
    const { tab } = await visit('/leads/7', LEAD);
    await stage.lives.page().request({ type: 'task.open', task: 'a' });
    await settled();
    const next = stage.lives.host(tab, `${DEMO}/leads/7`, 'another');
    await settled();
    expect(next.heard('show')).toEqual([]);
    next.say({ type: 'record', record: { type: 'lead', id: '7', title: 'Depot' } });
    await settled();
    expect(next.heard('show').map((shownAs) => shownAs.view)).toEqual(['band']);
  });

  it('[M11] is looked at when the page saves, and what follows opens there', async () => {
    const { tab, host } = await visit('/leads/7', LEAD);
    await stage.lives.page().request({ type: 'task.open', task: 'a' });
    await settled();
    stage.server.onCommand = () => follows('b');
    await request(tab, 'PUT', '/api/leads/7');
    expect(checks()).toEqual([{ type: 'task.check', task: 'a', saved: true, record: null }]);
    const overlay = await stage.overlay(tab, host);
    expect(await shown(overlay)).toMatchObject({ view: 'page', task: 'b', depth: 0 });
  });

  it.each([
    ['a question', 'GET', '/api/leads/7', 200],
    ['a save that was refused', 'PUT', '/api/leads/7', 422],
    ['a save of another record', 'PUT', '/api/leads/8', 200],
  ])('is left alone by %s', async (_, method, path, status) => {
    const { tab } = await visit('/leads/7', LEAD);
    await request(tab, method, path, status);
    expect(checks()).toEqual([]);
  });

  it('[M12] stays when something is still open, with what the server has seen', async () => {
    const { tab, host } = await visit('/leads/7', LEAD);
    await stage.lives.page().request({ type: 'task.open', task: 'a' });
    const seen = editPage('a');
    const conditions = [{ text: 'budget > 5', compared: null, state: 'open' as const }];
    const page: TaskPage = { ...seen, content: { ...seen.content, conditions } as TaskPage['content'] };
    stage.server.onCommand = () => ({ ...follows(), page });
    await request(tab, 'PUT', '/api/leads/7');
    const overlay = await stage.overlay(tab, host);
    const watched = overlay.watch({ kind: 'page', task: 'a' });
    await settled();
    expect(await shown(overlay)).toMatchObject({ view: 'band', task: 'a' });
    expect(watched.value).toMatchObject({ state: 'open', page: { content: { conditions } } });
  });

  it('of which nobody has asked bothers nobody when the server cannot look', async () => {
    const { tab } = await visit('/leads/7', LEAD);
    stage.server.onCommand = () => wireError('connection-failed', { system: 'CRM', problem: 'no answer' });
    await request(tab, 'PUT', '/api/leads/7');
    const popup = stage.lives.page().watch({ kind: 'status' });
    await settled();
    expect(popup.value?.refused).toEqual([]);
  });
});

describe('a step on another record', () => {
  it('[M11] opens its page in a new tab, which closes when it is done', async () => {
    const other = { ...LEAD, id: '9', url: `${DEMO}/leads/9` };
    give(editPage('a', other));
    await stage.begin();
    const first = await visit('/leads/7', LEAD);
    first.host.say({ type: 'menu', box: { x: 0, y: 0, width: 1, height: 1 }, selected: null });
    await settled();
    await stage.lives.page().request({ type: 'task.open', task: 'a' });
    await settled();
    expect(view(first.host)).toBe('hide');
    expect(tabs()).toEqual([
      { url: `${DEMO}/leads/7`, active: false },
      { url: `${DEMO}/leads/9`, active: true },
    ]);
    const second = await visit('/leads/9', other, first.tab + 1);
    expect(view(second.host)).toBe('band');
    stage.server.onCommand = () => follows('b');
    await request(second.tab, 'PUT', '/api/leads/9');
    expect(tabs()).toEqual([{ url: `${DEMO}/leads/7`, active: true }]);
    expect(view(first.host)).toBe('page');
  });

  it('is one tab, however often it is asked for', async () => {
    give(editPage('a', { ...LEAD, id: '9', url: null }));
    await stage.begin();
    await visit('/leads/7', LEAD);
    const popup = stage.lives.page();
    await popup.request({ type: 'task.open', task: 'a' });
    await settled();
    const [first] = stage.world.tabs.values();
    if (first) Object.assign(first, { active: true });
    await popup.request({ type: 'task.open', task: 'a' });
    await settled();
    expect(tabs().map(({ url }) => url)).toEqual([`${DEMO}/leads/7`, `${DEMO}/leads/9`]);
  });

  it('that is put off leaves its tab open: something may be half typed there', async () => {
    give(editPage('a', { ...LEAD, id: '9', url: null }));
    await stage.begin();
    const first = await visit('/leads/7', LEAD);
    await stage.lives.page().request({ type: 'task.open', task: 'a' });
    await settled();
    const second = await visit('/leads/9', null, first.tab + 1);
    const overlay = await stage.overlay(second.tab, second.host);
    await overlay.request({
      type: 'activity.command',
      title: 'a',
      command: {
        ...{ type: 'task.postpone', task: 'a', start: '2030-01-01T08:00:00Z', minutes: 60 },
        ...{ remindMinutes: null, showInCalendar: true },
      },
    });
    await settled();
    expect(tabs()).toEqual([
      { url: `${DEMO}/leads/7`, active: true },
      { url: `${DEMO}/leads/9`, active: false },
    ]);
    expect(view(second.host)).toBe('hide');
  });
});

it('a tab that closes while the person is led back to it ends neither the link nor the command', async () => {
  give(editPage('a', { ...LEAD, id: '9', url: null }));
  await stage.begin();
  await visit('/leads/7', LEAD);
  await stage.lives.page().request({ type: 'task.open', task: 'a' });
  await settled();
  const second = await visit('/leads/9', { ...LEAD, id: '9' }, 2);
  const logged = vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(browser.tabs, 'update').mockRejectedValue(new Error('No tab with id: 1.'));
  const status = stage.lives.page().watch({ kind: 'status' });
  await request(second.tab, 'PUT', '/api/leads/9');
  await stage.pass(30_000);
  const sent = stage.server.heard.map(({ type }) => type).filter((it) => it === 'hello' || it === 'command');
  expect(sent).toEqual(['hello', 'command']);
  expect(status.value).toMatchObject({ queued: 0 });
  expect(logged).toHaveBeenCalledOnce();
});

describe('a step on a new record', () => {
  const made = { ...LEAD, id: '12', title: 'New depot', url: `${DEMO}/leads/12` };
  beforeEach(async () => {
    give(editPage('n', null));
    await stage.begin();
  });

  async function begun() {
    const first = await visit('/leads/7', LEAD);
    await stage.lives.page().request({ type: 'task.open', task: 'n' });
    await settled();
    const second = await visit('/leads/new', null, first.tab + 1);
    stage.world.tabs.set(second.tab, { id: second.tab, url: made.url, active: true, windowId: 1 });
    return { first, second };
  }

  it('[M11] opens the page for it with the band, and finds the record that was made', async () => {
    const { second } = await begun();
    expect(view(second.host)).toBe('band');
    await request(second.tab, 'POST', '/api/leads', 201);
    expect(checks()).toEqual([]);
    await second.shows(made);
    expect(checks()).toEqual([{ type: 'task.check', task: 'n', saved: true, record: made }]);
    expect(tabs()).toEqual([{ url: `${DEMO}/leads/7`, active: true }]);
  });

  it('finds it too when the page shows it before the request is told of', async () => {
    const { second } = await begun();
    await second.shows(made);
    expect(checks()).toEqual([]);
    await request(second.tab, 'POST', '/api/leads', 201);
    expect(checks()).toMatchObject([{ record: made }]);
  });

  it('reads it from where the answer leads', async () => {
    const { second } = await begun();
    await request(second.tab, 'POST', '/api/leads', 302, made.url);
    expect(checks()).toMatchObject([{ task: 'n', record: { ...made, title: null } }]);
  });

  it('reads nothing where the answer leads out of the CRM, into another one', async () => {
    const { second } = await begun();
    const other = 'https://other.example';
    stage.server.emit({
      type: 'systems.replaced',
      systems: [...stage.server.systems, { id: 'other', kind: 'demo', name: 'Other', origins: [other] }],
    });
    stage.world.granted.add(`${other}/*`);
    await settled();
    await request(second.tab, 'POST', '/api/leads', 302, `${other}/leads/10`);
    expect(checks()).toEqual([]);
  });

  it('takes none that was only looked at, but the one that the person names', async () => {
    const { second } = await begun();
    await second.shows(made);
    expect(checks()).toEqual([]);
    const overlay = await stage.overlay(second.tab, second.host);
    await overlay.request({ type: 'record.take', task: 'n' });
    await settled();
    expect(checks()).toMatchObject([{ task: 'n', record: made }]);
  });
});

describe('a CRM whose calls all look alike', () => {
  it('[M11] has the server compare the record, once for many calls', async () => {
    stage.server.systems = [{ id: 'tryton', kind: 'tryton', name: 'Tryton', origins: [DEMO] }];
    const party = { system: 'tryton', type: 'party.party', id: '3', title: 'Saks', url: null };
    const page = editPage('a', party);
    give({
      ...page,
      content: {
        ...page.content,
        target: { system: 'tryton', type: 'party.party', id: '3' },
      } as TaskPage['content'],
    });
    await stage.begin();
    const { tab } = await visit('/#demo/model/party.party/3', party);
    for (let call = 0; call < 5; call++) await request(tab, 'POST', '/demo/');
    expect(checks()).toEqual([]);
    await stage.pass(1000);
    expect(checks()).toEqual([{ type: 'task.check', task: 'a', saved: false, record: null }]);
  });
});

describe('a step on a record of a CRM that saves by calls which name the type alone', () => {
  const ODOO = 'http://odoo.example:8069';
  const record = { system: 'odoo', type: 'crm.lead', id: '7', title: 'Depot', url: `${ODOO}/odoo/crm/7` };
  const save = (tab: number, call: string) =>
    stage.lives.background
      .then((it) =>
        it.requested({
          tab,
          method: 'POST',
          url: `${ODOO}/web/dataset/${call}`,
          status: 200,
          redirect: null,
          loads: false,
        }),
      )
      .then(() => stage.pass(1000));
  const open = async (id: string, on: LinkedRecord | null) => {
    const page = editPage(id, on);
    const target = { system: 'odoo', type: 'crm.lead', id: on?.id ?? null };
    give({ ...page, content: { ...page.content, target } as TaskPage['content'] });
    await stage.begin();
    const tab = stage.world.openTab(`${ODOO}/odoo/crm/7`);
    const host = stage.lives.host(tab, `${ODOO}/odoo/crm/7`, 'document-1');
    host.say({ type: 'record', record: { type: 'crm.lead', id: '7', title: 'Depot' } });
    await settled();
    await stage.lives.page().request({ type: 'task.open', task: id });
    await settled();
    return tab;
  };
  beforeEach(() => {
    stage.server.systems = [{ id: 'odoo', kind: 'odoo', name: 'Odoo', origins: [ODOO] }];
    stage.world.granted.add('http://odoo.example/*');
  });

  it('[M11] is looked at by the server, which sees what the call has changed', async () => {
    const tab = await open('a', record);
    await save(tab, 'call_kw/crm.lead/web_save');
    expect(checks()).toEqual([{ type: 'task.check', task: 'a', saved: false, record: null }]);
  });

  it('is left alone by calls for records of another type', async () => {
    const tab = await open('a', record);
    await save(tab, 'call_kw/res.partner/web_save');
    await save(tab, 'call_button/res.partner/create_company');
    expect(checks()).toEqual([]);
  });

  it('[M11] takes the new record that the page shows after such a call', async () => {
    const first = await open('n', null);
    const tab = first + 1;
    expect(stage.world.tabs.get(tab)?.url).toBe(`${ODOO}/odoo/crm.lead/new`);
    const host = stage.lives.host(tab, `${ODOO}/odoo/crm.lead/new`, 'document-2');
    await settled();
    host.say({ type: 'record', record: null });
    await save(tab, 'call_kw/crm.lead/web_save');
    expect(checks()).toEqual([]);
    host.say({ type: 'record', record: { type: 'crm.lead', id: '12', title: 'New depot' } });
    await settled();
    expect(checks()).toMatchObject([{ task: 'n', saved: true, record: { system: 'odoo', id: '12' } }]);
  });
});
