import { parseArgs } from 'node:util';

export const CRM_NAMES = ['demo', 'tryton', 'odoo', 'atomic', 'redmine', 'rt'] as const;
export const BROWSER_NAMES = ['chrome', 'firefox'] as const;

/** What a person can say to `npm start`. */
export interface StartOptions {
  crm: (typeof CRM_NAMES)[number];
  /** Null: no browser is opened, and one line `ready <url>` is printed. */
  browser: (typeof BROWSER_NAMES)[number] | null;
  port: number;
}

export const DEFAULT_PORT = 7400;

export const HELP = `npm start -- [options]

  --crm <name>       the CRM to try it on: ${CRM_NAMES.join(', ')} (default demo)
  --browser <name>   the browser to open: ${BROWSER_NAMES.join(', ')} (default chrome)
  --no-browser       open none; print \`ready <url>\` when the process server answers
  --port <number>    port of the process server (default ${DEFAULT_PORT})
  --help             this text

Everything it keeps is in the folder .data; remove that folder to begin anew.`;

/** Reads the command line. Throws with a sentence for the person where it does not fit; null asks for help. */
export function readOptions(args: readonly string[]): StartOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      crm: { type: 'string', default: 'demo' },
      browser: { type: 'string', default: 'chrome' },
      'no-browser': { type: 'boolean', default: false },
      port: { type: 'string', default: String(DEFAULT_PORT) },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(
      `Expected --port with a number from 0 to 65535, got ${values.port}. 0 takes any free port.`,
    );
  }
  const browser = oneOf('--browser', BROWSER_NAMES, values.browser);
  return { crm: oneOf('--crm', CRM_NAMES, values.crm), browser: values['no-browser'] ? null : browser, port };
}

function oneOf<Name extends string>(option: string, names: readonly Name[], got: string): Name {
  const name = names.find((candidate) => candidate === got);
  if (!name) throw new Error(`Expected ${option} with one of ${names.join(', ')}, got ${got}. See --help.`);
  return name;
}
