import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';

/** Public key that fixes the Chrome id: the sign-in redirect address depends on it. Not in the packages for stores. */
const CHROME_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAj6TCguacGfPiMMjxcXVUMf+urGfv9xIJyTTAAlG2Oigc2QD6QtdcVwp/wdLtc4S9shsI94Ha/DEZNaH+Kq2RL21MBkJcVmo878MbsCSdXXzNxeXqgevTacQagTcCNOaO55irL3kABma3TcyEX2irniPatRVqn/PtYg8IIMrYmm+Zm57wZqPcg81bXcBlfX6Zo2XGJIHYIMYuk3vy1zbtTBkrMVAzE8hQbdYLbFaa+wffZ6KrZOYHHz3MGToDRmYVP3TiRK6uVz4oOBVtUmbrGOo/ncquUzVd2u6wZTvypwkQkg5Z9enn12zMwPc800H7onA4nUx6y4DispLGIPP53QIDAQAB';

/** Fixes the Firefox id, and with it the sign-in redirect address. */
const GECKO_ID = 'throughline@throughline.example';

/** The development server puts styles into the page itself; what is built has them in files. */
function stylesFrom(command: 'build' | 'serve'): string {
  return command === 'serve' ? "'self' 'unsafe-inline'" : "'self'";
}

/** The manifest as it was built, while a package is made. */
let built = '';

export default defineConfig({
  hooks: {
    // The Chrome Web Store refuses a package that states its key: it gives an id of its own.
    'zip:extension:start': ({ config }) => {
      const file = join(config.outDir, 'manifest.json');
      built = readFileSync(file, 'utf8');
      const { key: _, ...rest } = JSON.parse(built);
      writeFileSync(file, JSON.stringify(rest));
    },
    // Whoever loads the folder, as tests do, finds the extension under the id that the server knows.
    'zip:extension:done': ({ config }) => writeFileSync(join(config.outDir, 'manifest.json'), built),
  },
  modules: ['@wxt-dev/webextension-polyfill'],
  // A variable with the name of anything in components/ would pull that, and the polyfill with it, into a CRM page.
  imports: false,
  manifestVersion: 3,
  vite: () => ({ plugins: [preact()] }),
  manifest: ({ browser, command }) => ({
    name: '__MSG_appName__',
    description: '__MSG_appDescription__',
    default_locale: 'en',
    permissions: ['storage', 'alarms', 'idle', 'scripting', 'identity', 'webRequest'],
    // Asked for in the options by who wants to be notified.
    optional_permissions: ['notifications'],
    commands: {
      'my-tasks': { suggested_key: { default: 'Alt+Shift+K' }, description: '__MSG_commandTasks__' },
      process: { suggested_key: { default: 'Alt+Shift+P' }, description: '__MSG_commandProcess__' },
    },
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    // Without `use_dynamic_url`: its address would be another one in each session, and by their address our pages are known. So a
    // site can learn that the extension is installed, but no more: in a frame the page shows nothing without its one-time nonce.
    web_accessible_resources: [{ resources: ['overlay.html'], matches: ['https://*/*', 'http://*/*'] }],
    content_security_policy: {
      // Stated in full: Firefox's default adds upgrade-insecure-requests, which breaks ws:// to a local server.
      extension_pages: `default-src 'none'; script-src 'self'; style-src ${stylesFrom(command)}; img-src 'self' data:; connect-src 'self' https: wss: http: ws:; base-uri 'none'; form-action 'none'; frame-ancestors *`,
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: GECKO_ID,
              strict_min_version: '142.0',
              data_collection_permissions: {
                required: [
                  'browsingActivity',
                  'websiteActivity',
                  'websiteContent',
                  'authenticationInfo',
                  'personallyIdentifyingInfo',
                  'personalCommunications',
                ],
              },
            },
          },
        }
      : {
          key: CHROME_KEY,
          minimum_chrome_version: '125',
          // What a policy of the browser may set. Firefox takes it without being told.
          storage: { managed_schema: 'managed-schema.json' },
        }),
  }),
});
