import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createTopics } from '../messaging/topics.ts';
import type { AdapterStatement } from '../protocol/index.ts';
import { demo } from '../sites/demo.ts';
import { redmine } from '../sites/redmine.ts';
import type { SiteAdapter } from '../sites/schema.ts';
import { Adapters } from './adapters.ts';
import { Served } from './served.ts';

const SERVER = 'https://flow.example';
const ours: SiteAdapter = { ...redmine, name: 'Our tracker' };

let signer: Awaited<ReturnType<typeof newSigner>>;
let served: Served;
let adapters: Adapters;

beforeEach(async () => {
  fakeBrowser.reset();
  signer = await newSigner();
  await open();
});

async function open(server = SERVER): Promise<void> {
  served = await Served.open(() => server, createTopics());
  adapters = await Adapters.open(createTopics(), served);
}

async function newSigner() {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const base64 = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('base64');
  return {
    key: base64(await crypto.subtle.exportKey('raw', pair.publicKey)),
    async say(payload: unknown): Promise<AdapterStatement> {
      const text = JSON.stringify(payload);
      const bytes = await crypto.subtle.sign('Ed25519', pair.privateKey, new TextEncoder().encode(text));
      return { text, signature: base64(bytes) };
    },
  };
}

const said = (revision: number, more: object = {}) => ({
  ...{ kind: 'redmine', revision, enabled: true, adapter: ours },
  ...more,
});
const tell = async (...payloads: object[]) =>
  served.told({ key: signer.key, statements: await Promise.all(payloads.map(signer.say)) });

describe('what an administrator gives', () => {
  it('goes before what ships, and after what the person has made', async () => {
    await tell(said(1));
    expect(adapters.of('redmine')?.name).toBe('Our tracker');
    await adapters.put({ ...redmine, name: 'Mine' });
    expect(adapters.of('redmine')?.name).toBe('Mine');
    expect(adapters.list(['redmine']).map(({ source, state }) => [source, state])).toEqual([
      ['own', 'used'],
      ['server', 'covered'],
      ['shipped', 'covered'],
    ]);
  });

  it('is there again after a restart, and not with another server', async () => {
    await tell(said(1));
    await open();
    expect(adapters.of('redmine')?.name).toBe('Our tracker');
    await open('https://other.example');
    expect(adapters.of('redmine')?.name).toBe('Redmine');
  });

  it('can switch a kind off for everybody, but for who has made an adapter themselves', async () => {
    await tell({ ...said(1), kind: 'demo', enabled: false, adapter: null });
    expect(adapters.of('demo')).toBeNull();
    await adapters.put(demo);
    expect(adapters.of('demo')).toEqual(demo);
  });

  it('is taken back', async () => {
    await tell(said(1));
    await tell(said(2, { adapter: null }));
    expect(adapters.of('redmine')?.name).toBe('Redmine');
  });

  it('is not there once the person has signed out, also of an answer that was still looked at', async () => {
    const statements = [await signer.say(said(1))];
    await Promise.all([served.told({ key: signer.key, statements }), served.forget()]);
    expect(adapters.of('redmine')?.name).toBe('Redmine');
    await open();
    expect(adapters.of('redmine')?.name).toBe('Redmine');
  });

  it('is the newer one of two answers that come at once, after a restart too', async () => {
    const [old, other] = [
      await signer.say(said(1)),
      await signer.say({ ...said(1), kind: 'demo', adapter: null }),
    ];
    const recent = await signer.say(said(2, { adapter: { ...ours, name: 'Our newer tracker' } }));
    await Promise.all([
      served.told({ key: signer.key, statements: [old, other, other, other] }),
      served.told({ key: signer.key, statements: [recent] }),
    ]);
    await open();
    expect(adapters.of('redmine')?.name).toBe('Our newer tracker');
  });

  it('can be switched off by the person', async () => {
    await tell(said(1));
    await adapters.set('redmine', 'server', false);
    expect(adapters.of('redmine')?.name).toBe('Redmine');
    await adapters.set('redmine', 'shipped', false);
    expect(adapters.of('redmine')).toBeNull();
    await adapters.set('redmine', 'server', true);
    expect(adapters.of('redmine')?.name).toBe('Our tracker');
  });
});

describe('what is refused, with what was there before still in use', () => {
  it.each([
    [
      'a text that was changed',
      'signature',
      (one: AdapterStatement) => ({ ...one, text: one.text.replace('Our', 'Their') }),
    ],
    ['a signature that is none', 'signature', (one: AdapterStatement) => ({ ...one, signature: 'no' })],
  ] as const)('%s', async (_, why, change) => {
    await tell(said(1));
    await served.told({ key: signer.key, statements: [change(await signer.say(said(2)))] });
    expect(served.refused).toEqual([{ kind: 'redmine', why }]);
    expect(adapters.of('redmine')?.name).toBe('Our tracker');
  });

  it.each([
    ['no adapter', 'shape', { adapter: { kind: 'redmine' } }],
    ['one of another kind', 'shape', { adapter: demo }],
    [
      'one that reads its own examples wrong',
      'untrue',
      { adapter: { ...ours, negativeUrls: ['https://c.example/issues/1'] } },
    ],
    ['an old one', 'old', { revision: 1, adapter: redmine }],
  ] as const)('%s', async (_, why, change) => {
    await tell(said(2));
    await tell(said(3, change));
    expect(served.refused).toEqual([{ kind: 'redmine', why }]);
    expect(adapters.of('redmine')?.name).toBe('Our tracker');
    await open();
    expect(adapters.of('redmine')?.name).toBe('Our tracker');
  });

  it('another key than the one at sign-in, until the person signs in again', async () => {
    await tell(said(1));
    const thief = await newSigner();
    const theirs = await thief.say(said(9, { adapter: { ...redmine, name: 'Theirs' } }));
    await served.told({ key: thief.key, statements: [theirs] });
    expect(served.refused).toEqual([{ kind: null, why: 'key' }]);
    expect(adapters.of('redmine')?.name).toBe('Our tracker');
    await served.forget();
    expect(adapters.of('redmine')?.name).toBe('Redmine');
    await served.told({ key: thief.key, statements: [theirs] });
    expect(adapters.of('redmine')?.name).toBe('Theirs');
  });
});
