import { describe, expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('without settings a server of one machine is started', () => {
  expect(readSettings({})).toMatchObject({
    ...{ port: 7400, host: '127.0.0.1', dataFolder: '.data', trustProxy: false, demoPassword: null },
    identity: { external: null },
  });
});

test('settings are taken from the environment; an empty one counts as none', () => {
  const settings = readSettings({
    ...{ PORT: '8000', HOST: '0.0.0.0', DATABASE_URL: 'postgres://app:secret@db/app', THROUGHLINE_DEMO: '1' },
    ...{ PUBLIC_URL: 'https://flow.example/', THROUGHLINE_DATA: '', THROUGHLINE_TRUST_PROXY: '1' },
  });
  expect(settings).toMatchObject({
    ...{
      port: 8000,
      host: '0.0.0.0',
      publicUrl: 'https://flow.example',
      dataFolder: '.data',
      trustProxy: true,
    },
    ...{ databaseUrl: 'postgres://app:secret@db/app', demoPassword: 'throughline' },
  });
});

describe('a bad setting is named', () => {
  test.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PUBLIC_URL', 'flow.example'],
    ['DATABASE_URL', 'mysql://app@db/app'],
    ['THROUGHLINE_DEMO', 'yes'],
    ['THROUGHLINE_TRUST_PROXY', 'true'],
  ])('%s=%s', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(
      `Expected settings as docs/operating.md lists them, got ${name}`,
    );
  });

  test('and all of them at once', () => {
    expect(() => readSettings({ PORT: 'x', PUBLIC_URL: 'y' })).toThrow(/PORT: .*; PUBLIC_URL: /);
  });
});
