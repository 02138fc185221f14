import '../../../components/base.css';
import { render } from 'preact';
import { ClientProvider } from '../../../components/client.tsx';
import { FakePageClient } from '../../../lib/testing/fake-page-client.ts';
import { scenes } from './scenes.ts';
import { show } from './surfaces.tsx';

/** One page of the extension in one state: `#menu-full`. */
const scene = scenes.find(({ name }) => `#${name}` === location.hash);
const root = document.getElementById('app');
if (!scene || !root) throw new Error(`Expected the name of a scene in the address, got ${location.hash}.`);
const client = new FakePageClient(scene.state);
for (const [task, view] of Object.entries(scene.pages ?? {})) client.put('page', view, task);
if (scene.refuses) {
  const refusal = scene.refuses;
  client.answer = ({ type }) => {
    if (type === refusal.type) throw refusal.error;
  };
}
render(<ClientProvider client={client}>{(await show(scene.surface))()}</ClientProvider>, root);
