import '../../components/base.css';
import './processes.css';
import { render } from 'preact';
import { ClientProvider } from '../../components/client.tsx';
import { declareLanguage } from '../../components/language.ts';
import { comeForward } from '../../components/open-once.ts';
import { connectPage } from '../../lib/messaging/page-client.ts';
import { Processes } from './processes.tsx';

comeForward();
declareLanguage();
const root = document.getElementById('app');
if (root) {
  render(
    <ClientProvider client={connectPage()}>
      <Processes />
    </ClientProvider>,
    root,
  );
}
