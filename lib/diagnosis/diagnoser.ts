import { browser } from 'wxt/browser';
import type { Sites } from '../access/sites.ts';
import type { Auth } from '../auth/auth.ts';
import { asWireError } from '../connection/socket.ts';
import type { OpenTransport } from '../connection/transport.ts';
import { errorText } from '../error-text/error-text.ts';
import type { Diagnosis } from '../messaging/contract.ts';
import type { Topics } from '../messaging/topics.ts';
import {
  type Cursor,
  Health,
  type Hello,
  PROTOCOL_VERSION,
  ProtocolError,
  type ServerMessage,
} from '../protocol/index.ts';

const ANSWER_MS = 8000;
const ORDER = ['server', 'version', 'sign-in', 'socket', 'fallback', 'host-access'] as const;

type Finding = Diagnosis['links'][number];
type Welcome = Extract<ServerMessage, { type: 'welcome' }>;

export interface DiagnoserOptions {
  readonly server: () => string;
  readonly auth: Auth;
  readonly sites: Sites;
  readonly topics: Topics;
  readonly client: { name: string; version: string };
  /** Of the channel, so that the server need not send a snapshot to nobody. */
  readonly cursor: () => Cursor | null;
  readonly transports: { readonly socket: OpenTransport; readonly http: OpenTransport };
}

/**
 * Walks the chain from this browser to the process server and says which link fails, in facts that a person
 * can read and pass on: no token and no personal data among them.
 */
export class Diagnoser {
  readonly #options: DiagnoserOptions;
  #diagnosis: Diagnosis = { running: false, links: ORDER.map((link) => unknown(link)) };

  constructor(options: DiagnoserOptions) {
    this.#options = options;
  }

  get diagnosis(): Diagnosis {
    return this.#diagnosis;
  }

  /** Whether the last run has found a way to a server that fits. */
  get welcomed(): boolean {
    const works = (link: Finding['link']) =>
      this.#diagnosis.links.some((finding) => finding.link === link && finding.state === 'ok');
    return works('version') && (works('socket') || works('fallback'));
  }

  async run(): Promise<void> {
    if (this.#diagnosis.running) return;
    this.#diagnosis = { running: true, links: ORDER.map((link) => unknown(link)) };
    this.#options.topics.changed('diagnosis');
    try {
      await this.#walk();
    } finally {
      this.#diagnosis = { ...this.#diagnosis, running: false };
      this.#options.topics.changed('diagnosis');
    }
  }

  async #walk(): Promise<void> {
    const reachable = await this.#checkServer();
    const signedIn = await this.#checkSignIn();
    if (reachable && signedIn) {
      const [socket, http] = await Promise.all([this.#tryTransport('socket'), this.#tryTransport('http')]);
      this.#report('socket', socket);
      this.#report('fallback', http);
    } else {
      const detail = text(reachable ? 'diagnosisNeedsSignIn' : 'diagnosisNeedsServer');
      for (const link of ['socket', 'fallback'] as const) this.#tell({ link, state: 'skipped', detail });
      if (!reachable) this.#tell({ link: 'version', state: 'skipped', detail });
    }
    await this.#checkAccess();
  }

  async #checkServer(): Promise<boolean> {
    const server = this.#options.server();
    try {
      const response = await fetch(`${server}/health`, { signal: AbortSignal.timeout(ANSWER_MS) });
      const health = Health.safeParse(await response.json().catch(() => null));
      if (!health.success) {
        this.#tell({ link: 'server', state: 'failing', detail: text('diagnosisNoServer', server) });
        return false;
      }
      const { status, version, protocol } = health.data;
      const detail = text('diagnosisServerAnswers', server, status, version);
      this.#tell({ link: 'server', state: status === 'ok' ? 'ok' : 'failing', detail });
      this.#tellVersion(protocol);
      return status === 'ok';
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.#tell({
        link: 'server',
        state: 'failing',
        detail: text('diagnosisServerSilent', server, problem),
      });
      return false;
    }
  }

  async #checkSignIn(): Promise<boolean> {
    const { signedIn, problem } = await this.#options.auth.state();
    const detail = signedIn
      ? text('diagnosisSignedIn')
      : problem
        ? errorText(problem)
        : text('diagnosisSignedOut');
    this.#tell({ link: 'sign-in', state: signedIn ? 'ok' : 'failing', detail });
    return signedIn;
  }

  async #tryTransport(kind: 'socket' | 'http'): Promise<Welcome | ProtocolError> {
    const { auth, client, cursor, server, transports } = this.#options;
    const hello = async (): Promise<Hello> => ({
      ...{ type: 'hello', version: PROTOCOL_VERSION, client, cursor: cursor() },
      token: await auth.token(),
    });
    try {
      return await firstWelcome(transports[kind], server(), hello);
    } catch (error) {
      return new ProtocolError(asWireError(error, server()));
    }
  }

  #report(link: 'socket' | 'fallback', outcome: Welcome | ProtocolError): void {
    if (!(outcome instanceof ProtocolError)) {
      this.#tell({ link, state: 'ok', detail: text('diagnosisWelcomed', outcome.server.version) });
      this.#tellVersion(outcome.version);
      return;
    }
    const { code } = outcome.wire;
    const message = errorText(outcome.wire);
    this.#tell({ link, state: 'failing', detail: message });
    if (code === 'version-mismatch') this.#tell({ link: 'version', state: 'failing', detail: message });
  }

  #tellVersion(theirs: number): void {
    const same = theirs === PROTOCOL_VERSION;
    const detail = text('diagnosisVersions', String(PROTOCOL_VERSION), String(theirs));
    this.#tell({ link: 'version', state: same ? 'ok' : 'failing', detail });
  }

  async #checkAccess(): Promise<void> {
    const sites = (await this.#options.sites.list()).filter(({ known, barred }) => known && !barred);
    const missing = sites.filter(({ granted }) => !granted).map(({ origin }) => origin);
    const granted = sites.filter((site) => site.granted).map(({ origin }) => origin);
    if (sites.length === 0) {
      this.#tell({ link: 'host-access', state: 'unknown', detail: text('diagnosisNoSites') });
    } else if (missing.length > 0) {
      const detail = text('diagnosisAccessMissing', missing.join(', '));
      this.#tell({ link: 'host-access', state: 'failing', detail });
    } else {
      this.#tell({ link: 'host-access', state: 'ok', detail: text('diagnosisAccess', granted.join(', ')) });
    }
  }

  #tell(finding: Finding): void {
    const links = this.#diagnosis.links.map((known) => (known.link === finding.link ? finding : known));
    this.#diagnosis = { ...this.#diagnosis, links };
    this.#options.topics.changed('diagnosis');
  }
}

/** Opens a transport, waits for the welcome and closes it again. */
function firstWelcome(open: OpenTransport, server: string, hello: () => Promise<Hello>): Promise<Welcome> {
  return new Promise((resolve, reject) => {
    const silence = () => end(() => reject(new Error(text('diagnosisSilence', String(ANSWER_MS / 1000)))));
    const timer = setTimeout(silence, ANSWER_MS);
    const transport = open({
      server,
      hello,
      onOpen: () => undefined,
      onMessage: async (message) => {
        if (message.type === 'welcome') end(() => resolve(message));
      },
      onLost: (problem) => end(() => reject(new ProtocolError(problem))),
    });
    function end(settle: () => void): void {
      clearTimeout(timer);
      transport.close();
      settle();
    }
  });
}

function unknown(link: Finding['link']): Finding {
  return { link, state: 'unknown', detail: '' };
}

type Words =
  | 'diagnosisServerAnswers'
  | 'diagnosisServerSilent'
  | 'diagnosisNoServer'
  | 'diagnosisSignedIn'
  | 'diagnosisSignedOut'
  | 'diagnosisNeedsSignIn'
  | 'diagnosisNeedsServer'
  | 'diagnosisWelcomed'
  | 'diagnosisVersions'
  | 'diagnosisSilence'
  | 'diagnosisNoSites'
  | 'diagnosisAccess'
  | 'diagnosisAccessMissing';

function text(key: Words, ...details: string[]): string {
  return browser.i18n.getMessage(key, details);
}
