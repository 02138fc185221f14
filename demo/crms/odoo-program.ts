import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { whileAlone } from './alone.ts';
import { aptInstall, aptMissing } from './apt.ts';
import { run } from './child.ts';
import type { Progress } from './crm.ts';

const execute = promisify(execFile);

/** What Odoo 19 needs, out of the Debian release that the machine runs. */
const PACKAGES = [
  ...['asn1crypto', 'babel', 'cbor2', 'chardet', 'cryptography', 'dateutil', 'docutils', 'geoip2', 'gevent'],
  ...['greenlet', 'idna', 'jinja2', 'libsass', 'lxml', 'magic', 'markupsafe', 'num2words', 'ofxparse'],
  ...['openpyxl', 'openssl', 'passlib', 'pil', 'polib', 'psutil', 'psycopg2', 'pypdf', 'qrcode', 'reportlab'],
  ...['requests', 'rjsmin', 'serial', 'stdnum', 'tz', 'urllib3', 'usb', 'vobject', 'werkzeug', 'xlrd'],
  ...['xlsxwriter', 'xlwt', 'zeep'],
]
  .map((name) => `python3-${name}`)
  .concat('libjs-jquery', 'libjs-jquery-form', 'libjs-underscore', 'fonts-font-awesome');

/** Odoo itself is in Debian's newest release only. */
const SUITE = 'sid';
const PACKAGE = 'odoo-19';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
/** Translations and the accounting of single countries: three quarters of the package. */
const LEFT_OUT = ['*/i18n/*', '*/addons/l10n_*'];
/** Its links lead to these folders beside it. */
const SHARED = ['javascript', 'fonts', 'fonts-font-awesome'];

const PROGRAM = path.resolve(import.meta.dirname, '../../.data/odoo-19');

/** How to call it: the command, and what it finds its modules by. */
export const ODOO = {
  command: ['/usr/bin/python3', '-W', 'ignore', path.join(PROGRAM, 'usr/bin/odoo')],
  env: {
    PYTHONPATH: path.join(PROGRAM, 'usr/lib/python3/dist-packages'),
    PYTHONHOME: undefined,
    // Nothing may leave this machine: it would ask its makers for news.
    ...{ http_proxy: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9', no_proxy: '127.0.0.1' },
  },
} as const;

/** The mirror that the machine itself uses, or `null` when that is none of Debian's. */
async function mirror(): Promise<string | null> {
  const format = '$(CREATED_BY) $(REPO_URI)';
  const targets = execute('apt-get', ['indextargets', '--no-release-info', '--format', format]);
  const { stdout } = await targets.catch(() => ({ stdout: '' }));
  return /^Packages (\S+\/debian\/?)$/m.exec(stdout)?.[1] ?? null;
}

/** Why Odoo cannot be had here, or `null` when it can. */
export async function odooMissing(): Promise<string | null> {
  const reason = await aptMissing(PACKAGES);
  if (reason || existsSync(PROGRAM)) return reason;
  if (!existsSync(KEYRING) || (await mirror()) === null) {
    return 'It is a Debian package, and this machine has no Debian mirror among its package sources.';
  }
  return null;
}

/** Fetches the package with lists of its own, so that the machine's sources stay as they are. */
async function download(workshop: string): Promise<string> {
  const source = path.join(workshop, 'source.list');
  const state = path.join(workshop, 'apt');
  await mkdir(path.join(state, 'lists/partial'), { recursive: true });
  await mkdir(path.join(state, 'archives/partial'), { recursive: true });
  await writeFile(source, `deb [signed-by=${KEYRING}] ${await mirror()} ${SUITE} main\n`);
  const options = [
    `Dir::Etc::sourcelist=${source}`,
    'Dir::Etc::sourceparts=/dev/null',
    `Dir::State::lists=${path.join(state, 'lists')}`,
    `Dir::Cache=${state}`,
    'APT::Sandbox::User=root',
  ].flatMap((option) => ['-o', option]);
  await run({ command: ['apt-get', '-q', ...options, 'update'] });
  await run({ command: ['apt-get', '-q', ...options, 'download', PACKAGE], cwd: workshop });
  const file = (await readdir(workshop)).find((name) => name.endsWith('.deb'));
  if (!file) throw new Error(`Expected apt-get to download ${PACKAGE}, got no file.`);
  return path.join(workshop, file);
}

async function unpack(file: string, root: string): Promise<void> {
  await mkdir(root);
  const excluded = LEFT_OUT.map((pattern) => `--exclude=${pattern}`);
  const script = 'file=$1; shift; dpkg-deb --fsys-tarfile "$file" | tar -x "$@"';
  await run({ command: ['/bin/sh', '-c', script, 'sh', file, '-C', root, ...excluded] });
  for (const name of SHARED) await symlink(`/usr/share/${name}`, path.join(root, 'usr/share', name));
}

/** Installs what is not there yet. The program appears whole or not at all. */
export async function installOdoo(progress: Progress): Promise<void> {
  await aptInstall(PACKAGES, progress);
  await mkdir(path.dirname(PROGRAM), { recursive: true });
  await whileAlone(PROGRAM, async () => {
    if (existsSync(PROGRAM)) return;
    progress('Odoo: fetching it from Debian (120 MB, about 30 seconds, the first time only)');
    const workshop = await mkdtemp(`${PROGRAM}-`);
    try {
      const root = path.join(workshop, 'root');
      await unpack(await download(workshop), root);
      await rename(root, PROGRAM);
    } finally {
      await rm(workshop, { recursive: true, force: true });
    }
  });
}
