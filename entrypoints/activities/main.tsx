import '../../components/base.css';
import './activities.css';
import { render } from 'preact';
import { ClientProvider } from '../../components/client.tsx';
import { declareLanguage } from '../../components/language.ts';
import { comeForward } from '../../components/open-once.ts';
import { connectPage } from '../../lib/messaging/page-client.ts';
import { Activities } from './activities.tsx';

comeForward();
declareLanguage();
const root = document.getElementById('app');
if (root) {
  render(
    <ClientProvider client={connectPage()}>
      <Activities />
    </ClientProvider>,
    root,
  );
}
