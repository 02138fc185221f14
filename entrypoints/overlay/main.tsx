import '../../components/base.css';
import './overlay.css';
import { render } from 'preact';
import { ClientProvider } from '../../components/client.tsx';
import { declareLanguage } from '../../components/language.ts';
import { connectPage } from '../../lib/messaging/page-client.ts';
import { addressOf } from './address.ts';
import { Overlay } from './overlay.tsx';
import { TaskTab } from './task-tab.tsx';

/** One page for menu, drawer and process pages: framed over a CRM page, or one task in a tab of its own. */
declareLanguage();
const address = addressOf(location, window.parent !== window);
const root = document.getElementById('app');
if (root && address.kind === 'framed') {
  document.documentElement.dataset.framed = '';
  render(
    <ClientProvider client={connectPage({ nonce: address.nonce })}>
      <Overlay />
    </ClientProvider>,
    root,
  );
} else if (root && address.kind === 'tab') {
  render(
    <ClientProvider client={connectPage()}>
      <TaskTab task={address.task} />
    </ClientProvider>,
    root,
  );
}
