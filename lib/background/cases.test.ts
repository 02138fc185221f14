/** The case of the record that a CRM page shows: what is drawn there, and what becomes of a press. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CaseCommand, type CaseView, type MovePreview, phrase, wireError } from '../protocol/index.ts';
import { sampleCase, sampleCaseStep, samplePreview } from '../testing/case-samples.ts';
import type { FakeHost } from '../testing/life.ts';
import { settled } from '../testing/ports.ts';
import { BOX, CRM, errorOf, follows, LINKED, RECORD, Stage, shown } from '../testing/stage.ts';

let stage: Stage;
let view: CaseView | null;
let offer: { process: string; name: string; now: boolean } | null;
let preview: MovePreview;

beforeEach(async () => {
  stage = await Stage.open();
  view = sampleCase(LINKED);
  offer = null;
  preview = samplePreview();
  stage.server.onCaseQuery = ({ type }) =>
    type === 'case.view' ? { type, case: view, offer } : { type, preview };
  await stage.begin();
});
afterEach(() => stage.close());

const { type, id } = RECORD;
const latest = (host: FakeHost) => host.heard('bar').at(-1)?.bar ?? null;
const drawn = (host: FakeHost) => host.heard('bar').flatMap(({ bar }) => bar ?? []);
const asked = () =>
  stage.server.heard.filter((message) => message.type === 'query' && message.query.type === 'case.view')
    .length;
const press = async (host: FakeHost, act: Parameters<typeof say>[1], sure = true) => {
  say(host, act, sure);
  await settled();
};
function say(
  host: FakeHost,
  act: { kind: 'move'; stage: string } | { kind: 'steps' | 'start' | 'read' },
  sure: boolean,
) {
  host.say({ type: 'bar', record: { type, id }, act, box: BOX, sure });
}
const change = async (next: Partial<CaseView>) => {
  view = view && { ...view, revision: view.revision + 1, ...next };
  stage.server.emit({ type: 'case.changed', record: { system: LINKED.system, type, id } });
  await settled();
};

describe('the stage bar of a record', () => {
  it('[M36] is drawn when the record has a case, and its script is brought', async () => {
    const { host } = await stage.visit();
    expect(latest(host)).toMatchObject({
      name: 'Lead to sale',
      stage: 'proposal',
      open: 1,
      status: 'running',
    });
    expect(host.heard('bar')[0]?.record).toEqual({ type, id });
    expect(JSON.stringify(host.heard('bar'))).not.toContain('Call the customer');
  });

  it('is not drawn, and costs no script, where there is no case', async () => {
    view = null;
    const { host } = await stage.visit();
    expect(drawn(host)).toEqual([]);
    expect(stage.world.injected).toEqual([]);
  });

  it('is given the last stays in a stage only, and no id of a person', async () => {
    const stays = Array.from({ length: 9 }, (_, at) => ({
      ...{
        from: `2026-03-0${at + 1}T09:00:00Z`,
        until: null,
        by: { id: 'ann', name: 'Ann' },
        how: 'crm' as const,
      },
    }));
    view = view && { ...view, stages: view.stages.map((one) => ({ ...one, visits: stays })) };
    const { host } = await stage.visit();
    expect(latest(host)?.stages[0]?.visits).toEqual(stays.slice(-5).map((stay) => ({ ...stay, by: 'Ann' })));
  });

  it('is brought its script again where that went wrong', async () => {
    const bars = () => stage.world.injected.filter(({ file }) => file.includes('bar')).length;
    stage.world.onInject = () => {
      throw new Error('The page is being left.');
    };
    const { host } = await stage.visit();
    const before = bars();
    stage.world.onInject = () => undefined;
    await change({ stage: 'lead' });
    expect(bars()).toBeGreaterThan(before);
    const brought = bars();
    await change({ stage: 'talks' });
    expect(bars()).toBe(brought);
    expect(latest(host)).toMatchObject({ stage: 'talks' });
  });

  it('is that of the record on show, also where it takes longer to find out about the one before', async () => {
    const { host } = await stage.visit();
    stage.server.reachable = false;
    stage.server.cut();
    host.say({ type: 'record', record: { ...RECORD, id: '9' } });
    host.say({ type: 'record', record: RECORD });
    await settled();
    expect(host.heard('bar').at(-1)?.record.id).toBe(RECORD.id);
  });

  it('goes from a document that comes back, when the record has no case any more', async () => {
    view = null;
    const { host } = await stage.visit();
    expect(host.heard('bar').at(-1)).toEqual({ type: 'bar', record: { type, id }, bar: null });
    expect(host.heard('count').at(-1)).toEqual({ type: 'count', waiting: 0 });
  });

  it('[M36] follows what others do to the case', async () => {
    const { host } = await stage.visit();
    await change({ stage: 'lead' });
    expect(latest(host)).toMatchObject({ stage: 'lead' });
  });

  it('is there at once on the next visit, from what is kept, also in a background that was killed', async () => {
    await stage.visit();
    stage.lives.restart();
    stage.server.mute = true;
    stage.server.onCaseQuery = () => wireError('server-stopping');
    const { host } = await stage.visit();
    expect(latest(host)).toMatchObject({ stage: 'proposal' });
  });

  it('is asked for again after a gap in the link, since something may have been missed', async () => {
    const { host } = await stage.visit();
    view = sampleCase(LINKED, { revision: 9, stage: 'talks' });
    stage.server.cut();
    await stage.pass(5000);
    expect(latest(host)).toMatchObject({ stage: 'talks' });
  });

  it('never goes back to an older answer that comes late', async () => {
    const { host } = await stage.visit();
    await change({ revision: 8, stage: 'talks' });
    await change({ revision: 5, stage: 'proposal' });
    expect(latest(host)).toMatchObject({ stage: 'talks' });
  });

  it('is not asked for anew with each word that the page says about the same record', async () => {
    const { host } = await stage.visit();
    const before = asked();
    host.say({ type: 'record', record: { ...RECORD, title: 'Bigger deal' } });
    await settled();
    expect(asked()).toBe(before);
  });

  it('is asked for once where the server refuses: it does not run in a circle', async () => {
    stage.server.onCaseQuery = () => wireError('server-fault');
    const { host } = await stage.visit();
    await stage.pass(20_000);
    expect(asked()).toBeLessThanOrEqual(2);
    expect(drawn(host)).toEqual([]);
  });

  it('of more open pages than are remembered is asked for once for each', async () => {
    view = null;
    for (let at = 0; at < 110; at += 1) {
      const tab = stage.world.openTab(`${CRM}/#${at}`);
      stage.lives.host(tab, `${CRM}/#${at}`).say({ type: 'record', record: { ...RECORD, id: `${at}` } });
      await settled(10);
    }
    await stage.pass(2000);
    expect(asked()).toBe(110);
  });

  it('of a page behind another one is asked for when somebody looks at it again', async () => {
    const { host, tab } = await stage.visit();
    const front = stage.world.openTab(`${CRM}/#8`);
    const other = stage.lives.host(front, `${CRM}/#8`);
    other.say({ type: 'record', record: { ...RECORD, id: '8' } });
    await settled();
    const before = asked();
    await change({ stage: 'lead' });
    expect(asked()).toBe(before);
    stage.server.cut();
    await stage.pass(5000);
    expect(asked()).toBe(before + 1);
    for (const one of stage.world.tabs.values()) one.active = one.id === tab;
    host.say({ type: 'record', record: RECORD });
    await settled();
    expect(asked()).toBe(before + 2);
    expect(latest(host)).toMatchObject({ stage: 'lead' });
  });

  it('goes with the person who signs out', async () => {
    const { host } = await stage.visit();
    await stage.lives.page().request({ type: 'sign-out' });
    await settled();
    expect(latest(host)).toBeNull();
  });
});

describe('a press on a stage', () => {
  it('[M36] moves at once where nothing is cancelled and nothing begins', async () => {
    const { host, tab } = await stage.visit();
    stage.server.onCommand = () => {
      view = sampleCase(LINKED, { revision: 5, stage: 'talks' });
      return follows();
    };
    await press(host, { kind: 'move', stage: 'talks' });
    expect(stage.server.effects).toEqual([
      { type: 'case.move', instance: 'i-case', stage: 'talks', revision: 4 },
    ]);
    await settled();
    // From being moved to the new stage, without the old one between.
    const stages = drawn(host).map((bar) => `${bar.stage} ${bar.moving}`);
    expect(stages).toEqual(['proposal null', 'proposal talks', 'talks null']);
    expect(tab).toBeGreaterThan(0);
  });

  it.each([
    ['cancels a step', { cancelled: [sampleCaseStep()] }],
    ['begins a step', { created: [sampleCaseStep()] }],
    ['is in the way of a required step', { move: 'blocked', blocking: [sampleCaseStep()] }],
    ['ends the case', { ends: true }],
  ] as [string, Partial<MovePreview>][])('[M36] asks first when it %s', async (_, consequence) => {
    preview = samplePreview(consequence);
    const { host, tab } = await stage.visit();
    await press(host, { kind: 'move', stage: 'talks' });
    expect(stage.server.effects).toEqual([]);
    const overlay = await stage.overlay(tab, host);
    expect(await shown(overlay)).toMatchObject({ view: 'case', about: { kind: 'move', stage: 'talks' } });
    expect(host.heard('show').at(-1)?.box).toEqual(BOX);
  });

  it('asks first when the page could have lured it', async () => {
    const { host } = await stage.visit();
    await press(host, { kind: 'move', stage: 'talks' }, false);
    expect(stage.server.effects).toEqual([]);
    expect(host.heard('show').at(-1)?.view).toBe('case');
  });

  it('of a bar whose record the page has left does nothing', async () => {
    const { host } = await stage.visit();
    host.say({ type: 'record', record: { ...RECORD, id: '8' } });
    await settled();
    await press(host, { kind: 'move', stage: 'talks' });
    expect(stage.server.effects).toEqual([]);
  });

  it('of a record that the page leaves before the server has said what follows asks nothing over the next one', async () => {
    preview = samplePreview({ cancelled: [sampleCaseStep()] });
    const { host } = await stage.visit();
    const [line] = stage.server.lines;
    const held = vi.fn();
    if (line) vi.spyOn(line.options, 'onMessage').mockImplementationOnce(held);
    await press(host, { kind: 'move', stage: 'talks' });
    host.say({ type: 'record', record: { ...RECORD, id: '8' } });
    await settled();
    expect(held).toHaveBeenCalledWith(expect.objectContaining({ type: 'reply' }));
    line?.options.onMessage(held.mock.lastCall?.[0]);
    await settled();
    expect(host.heard('show')).toEqual([]);
  });

  it('that is refused says why, until it is read', async () => {
    const { host } = await stage.visit();
    stage.server.onCommand = () => wireError('case-moved', { stage: 'Won' });
    await press(host, { kind: 'move', stage: 'talks' });
    expect(latest(host)?.refused).toContain('Won');
    await press(host, { kind: 'read' });
    expect(latest(host)?.refused).toBeNull();
  });

  it('is kept while there is no link, and shown as on its way', async () => {
    const { host, tab } = await stage.visit();
    stage.server.reachable = false;
    stage.server.cut();
    await settled();
    const overlay = await (async () => {
      await press(host, { kind: 'move', stage: 'talks' });
      return stage.overlay(tab, host);
    })();
    const command = { type: 'case.move', instance: 'i-case', stage: 'talks', revision: 4 } as const;
    await overlay.request({ type: 'case.command', command, title: 'Talks' });
    await settled();
    expect(latest(host)).toMatchObject({ moving: 'talks' });
    const other = { ...command, stage: 'won' };
    const second = overlay.request({ type: 'case.command', command: other, title: 'Won' });
    expect(await errorOf(second)).toMatchObject({ code: 'case-underway' });
    stage.server.reachable = true;
    await stage.pass(60_000);
    expect(stage.server.effects).toEqual([command]);
  });
});

describe('an e-mail by hand', () => {
  const command: CaseCommand = {
    ...{ type: 'case.add', instance: 'i-case', kind: 'send-email', subject: 'Our prices' },
  };
  const adding = async () => {
    const { host, tab } = await stage.visit();
    await press(host, { kind: 'steps' });
    const overlay = await stage.overlay(tab, host);
    const record = { system: LINKED.system, type, id };
    const state = overlay.watch({ kind: 'case', record });
    await overlay.request({ type: 'case.command', command, title: 'Our prices' });
    return { host, overlay, state };
  };

  it('[M37] opens where it was added, instead of the steps', async () => {
    stage.server.onCommand = () => follows('mail');
    const { overlay } = await adding();
    await settled();
    expect(stage.server.effects).toEqual([command]);
    expect(await shown(overlay)).toMatchObject({ view: 'page', task: 'mail' });
  });

  it('that is refused is told with what it was to be about, beside the bar too', async () => {
    stage.server.onCommand = () => wireError('instance-closed', { status: phrase('completed') });
    const { host, overlay, state } = await adding();
    await settled();
    expect(state.value?.pending).toMatchObject({
      ...{ type: 'case.add', state: 'refused', subject: 'Our prices' },
      error: { code: 'instance-closed' },
    });
    expect(latest(host)).toMatchObject({
      moving: null,
      refused: expect.stringContaining('errorInstanceClosed'),
    });
    expect(await shown(overlay)).toMatchObject({ view: 'case' });
  });
});

describe('a case that could begin', () => {
  beforeEach(() => {
    view = null;
    offer = { process: 'lead-to-sale', name: 'Lead to sale', now: false };
  });

  it('[M39] is offered, and begins with a press', async () => {
    const { host } = await stage.visit();
    expect(latest(host)).toMatchObject({ status: 'offered', name: 'Lead to sale' });
    await press(host, { kind: 'start' });
    expect(stage.server.effects).toMatchObject([
      { type: 'case.start', process: 'lead-to-sale', record: { type, id, title: RECORD.title } },
    ]);
  });

  it('begins by itself, once, where the definition wants it when the record is first seen', async () => {
    offer = { process: 'lead-to-sale', name: 'Lead to sale', now: true };
    const { host } = await stage.visit();
    await change({});
    host.say({ type: 'record', record: RECORD });
    await settled();
    expect(stage.server.effects).toHaveLength(1);
  });

  it('begins by itself without a word where it is refused', async () => {
    offer = { process: 'lead-to-sale', name: 'Lead to sale', now: true };
    stage.server.onCommand = () => wireError('case-exists', { case: 'another' });
    const { host } = await stage.visit();
    expect(latest(host)?.refused ?? null).toBeNull();
    const status = stage.lives.page().watch({ kind: 'status' });
    await settled();
    expect(status.value?.refused).toEqual([]);
  });
});

describe('a page over the CRM', () => {
  it('is given the case of the record, and what is known of it goes on changing', async () => {
    const { host, tab } = await stage.visit();
    await press(host, { kind: 'steps' });
    const overlay = await stage.overlay(tab, host);
    const state = overlay.watch({ kind: 'case', record: { system: LINKED.system, type, id } });
    await settled();
    expect(state.value).toMatchObject({ known: 'yes', case: { stage: 'proposal' } });
    await change({ stage: 'lead' });
    expect(state.value).toMatchObject({ case: { stage: 'lead' } });
  });

  it('may act in a background that was killed and has not asked for the case yet', async () => {
    const { host, tab } = await stage.visit();
    await press(host, { kind: 'steps' });
    const overlay = await stage.overlay(tab, host);
    stage.lives.restart();
    const command = { type: 'case.move', instance: 'i-case', stage: 'talks', revision: 4 } as const;
    const asked = errorOf(overlay.request({ type: 'case.command', command, title: 'Talks' }));
    await stage.pass(2000);
    expect(await asked).toBeNull();
    expect(stage.server.effects).toEqual([command]);
  });

  it('may act on the case of the record that its tab shows, and on no other', async () => {
    const { host, tab } = await stage.visit();
    await press(host, { kind: 'steps' });
    const overlay = await stage.overlay(tab, host);
    const command = { type: 'case.move', instance: 'somebody-elses', stage: 'talks', revision: 1 } as const;
    const error = await errorOf(overlay.request({ type: 'case.command', command, title: 'Talks' }));
    expect(error).toMatchObject({ code: 'case-unfit', details: { case: 'somebody-elses' } });
    expect(stage.server.effects).toEqual([]);
  });
});
