import '../../components/base.css';
import './diagnose.css';
import { render } from 'preact';
import { ClientProvider } from '../../components/client.tsx';
import { declareLanguage } from '../../components/language.ts';
import { connectPage } from '../../lib/messaging/page-client.ts';
import { Diagnose } from './diagnose.tsx';

declareLanguage();
const root = document.getElementById('app');
if (root) {
  render(
    <ClientProvider client={connectPage()}>
      <Diagnose />
    </ClientProvider>,
    root,
  );
}
