import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

describe('the options of npm start', () => {
  it('opens Chromium on the demo CRM when nothing is said', () => {
    expect(readOptions([])).toEqual({ crm: 'demo', browser: 'chrome', port: 7400 });
  });

  it('takes a CRM, a browser and a port', () => {
    expect(readOptions(['--crm', 'tryton', '--browser', 'firefox', '--port', '0'])).toEqual({
      crm: 'tryton',
      browser: 'firefox',
      port: 0,
    });
  });

  it('opens no browser when told so', () => {
    expect(readOptions(['--no-browser'])?.browser).toBeNull();
  });

  it('says what is allowed when an option does not fit', () => {
    expect(() => readOptions(['--crm', 'espo'])).toThrow('Expected --crm with one of demo, tryton');
    expect(() => readOptions(['--port', 'any'])).toThrow('Expected --port with a number');
    expect(() => readOptions(['--prot', '1'])).toThrow('--prot');
  });
});
