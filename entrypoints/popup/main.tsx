import '../../components/base.css';
import './popup.css';
import { render } from 'preact';
import { ClientProvider } from '../../components/client.tsx';
import { declareLanguage } from '../../components/language.ts';
import { connectPage } from '../../lib/messaging/page-client.ts';
import { Popup } from './popup.tsx';

declareLanguage();
const root = document.getElementById('app');
if (root) {
  render(
    <ClientProvider client={connectPage()}>
      <Popup />
    </ClientProvider>,
    root,
  );
}
