import '../../../components/base.css';
import { render } from 'preact';
import { ClientProvider } from '../../../components/client.tsx';
import { type ActivityQuery, type AdminQuery, ProtocolError } from '../../../lib/protocol/index.ts';
import { FakePageClient } from '../../../lib/testing/fake-page-client.ts';
import { type Scene, scenes } from './scenes.ts';
import { show } from './surfaces.tsx';

/** One page of the extension in one state: `#menu-full`. */
const scene = scenes.find(({ name }) => `#${name}` === location.hash);
const root = document.getElementById('app');
if (!scene || !root) throw new Error(`Expected the name of a scene in the address, got ${location.hash}.`);
// What another picture has left, such as a draft.
localStorage.clear();
const client = new FakePageClient(scene.state);
for (const [task, view] of Object.entries(scene.pages ?? {})) client.put('page', view, task);
if (scene.refuses) {
  const refusal = scene.refuses;
  client.answer = ({ type }) => {
    if (type === refusal.type) throw refusal.error;
  };
}
answerAs(client, scene);
const { started, preview, rows, held, crms, tokens = [] } = scene;
if (held)
  client.readSources = () => {
    if (held instanceof ProtocolError) throw held;
    return held;
  };
if (rows) client.browseRecords = () => rows;
if (preview) client.calls.set('case.preview', () => ({ type: 'case-preview', preview }));
if (started) client.obey('process.start-many', () => ({ type: 'bulk', bulk: started }));
client.calls.set('calendar.create', () => ({
  type: 'calendar',
  url: 'https://process.example.com/calendar/8fJk2mQv7XwLr4ZpT0sYbN1cD6hGaE3u.ics',
}));
client.calls.set('tokens.list', () => ({ type: 'tokens', tokens }));
if (crms) client.calls.set('crms.list', () => ({ type: 'crms', crms }));
client.calls.set('webhook.make', () => ({
  type: 'webhook',
  webhook: {
    ...{ system: 'desk', createdAt: '2026-03-11T10:40:00Z', lastAt: null },
    token: 'tlh_8fJk2mQv7XwLr4ZpT0sYbN1cD6hGaE3u9oPqRiStUvW',
  },
}));
// The address named the scene; a page that keeps filters there finds its own.
if (scene.route !== undefined) history.replaceState(null, '', `#${scene.route}`);
if (scene.files) await give(scene.files);
render(<ClientProvider client={client}>{(await show(scene.surface))()}</ClientProvider>, root);

/** Lets the background answer questions as the scene says; what it does not say stays open. */
function answerAs(client: FakePageClient, { answers = [], told = [] }: Scene): void {
  const open = new Promise<never>(() => undefined);
  client.ask = (async (query: AdminQuery) => {
    for (const answer of answers) {
      const result = typeof answer === 'function' ? answer(query) : answer;
      if (result?.type === query.type) return result;
    }
    return open;
  }) as typeof client.ask;
  client.query = (async ({ type }: ActivityQuery) =>
    told.find((result) => result.type === type) ?? open) as typeof client.query;
}

/** Hands files over as somebody does who chooses them. */
async function give(files: Readonly<Record<string, string>>): Promise<void> {
  const { handOver } = await import('../../../entrypoints/processes/library/deploy/given-files.ts');
  const { givenByInput } = await import('../../../entrypoints/processes/library/deploy/read-files.ts');
  handOver(givenByInput(Object.entries(files).map(([name, text]) => new File([text], name))));
}
