import './random.js';
import { createRoot } from 'react-dom/client';
import logo from './src/logo.svg';
import { authProvider, dataProvider } from './src/providers/fakerest';
import { CRM } from './src/root/CRM';

createRoot(document.getElementById('root')).render(
  <CRM dataProvider={dataProvider} authProvider={authProvider} logo={logo} disableTelemetry />,
);
