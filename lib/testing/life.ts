import { Background } from '../background/background.ts';
import { ServerAddress } from '../background/server-address.ts';
import { openDatabase } from '../cache/database.ts';
import type { OpenTransport } from '../connection/transport.ts';
import { type BackgroundToHost, HOST_PORT, type HostToBackground, PAGE_PORT } from '../messaging/contract.ts';
import { HeldPort } from '../messaging/held-port.ts';
import { connectPage, type PageClient } from '../messaging/page-client.ts';
import type { PortSender } from '../messaging/port.ts';
import { EXTENSION } from './browser.ts';
import type { FakeAuth } from './fake-auth.ts';
import type { FakeServer } from './fake-server.ts';
import { mortal } from './mortal.ts';
import { type FakePort, portPair } from './ports.ts';

/** A host script in a tab: says what a test lets it say, and hears everything. */
export interface FakeHost {
  readonly port: FakePort;
  say(message: HostToBackground): void;
  heard<Type extends BackgroundToHost['type']>(type: Type): Extract<BackgroundToHost, { type: Type }>[];
}

/**
 * The background of a browser over its many lives: `restart` ends one, with its ports, in the middle of
 * whatever it is doing, and begins the next over the same storage.
 */
export class Lives {
  readonly #name: string;
  readonly #server: FakeServer;
  readonly #auth: FakeAuth;
  readonly #ports: { page: FakePort; background: FakePort }[] = [];
  #background: Promise<Background>;
  #kill: () => void = () => undefined;

  constructor(name: string, server: FakeServer, auth: FakeAuth) {
    this.#name = name;
    this.#server = server;
    this.#auth = auth;
    this.#background = this.#begin();
  }

  get background(): Promise<Background> {
    return this.#background;
  }

  end(): void {
    this.#kill();
    for (const { page } of this.#ports.splice(0)) page.lose();
  }

  restart(): void {
    this.end();
    this.#background = this.#begin();
  }

  /** A page of the extension; it connects again by itself. */
  page(sender: PortSender = { url: `${EXTENSION}/popup.html` }, nonce?: string): PageClient {
    const open = () => this.#connect(PAGE_PORT, { id: 'test-extension-id', ...sender }).page;
    return connectPage(nonce === undefined ? { open } : { open, nonce });
  }

  /** The overlay in a frame over the CRM page of a tab. */
  overlay(tab: number, nonce: string, document = 'frame-1'): PageClient {
    return this.page(
      { url: `${EXTENSION}/overlay.html`, tab: { id: tab }, frameId: 3, documentId: document },
      nonce,
    );
  }

  host(tab: number, url: string, document = 'document-1'): FakeHost {
    const sender = { id: 'test-extension-id', url, tab: { id: tab }, frameId: 0, documentId: document };
    const { page } = this.#connect(HOST_PORT, sender);
    return {
      port: page,
      say: (message) => page.postMessage(message),
      heard: (type) =>
        (page.received as BackgroundToHost[]).filter(
          (message): message is Extract<BackgroundToHost, { type: typeof type }> => message.type === type,
        ),
    };
  }

  #connect(name: string, sender: PortSender): { page: FakePort; background: FakePort } {
    const pair = portPair(name, sender);
    this.#ports.push(pair);
    const held = new HeldPort(pair.background);
    void this.#background.then((background) => background.connected(held));
    return pair;
  }

  #begin(): Promise<Background> {
    const closers: (() => void)[] = [];
    const opening = openDatabase(this.#name);
    let silence: () => void = () => undefined;
    let dead = false;
    const database = opening.then((opened) => {
      const { thing, kill } = mortal(opened);
      silence = kill;
      if (dead) kill();
      return thing;
    });
    this.#kill = () => {
      dead = true;
      silence();
      for (const close of closers) close();
      void opening.then((opened) => opened.close());
    };
    const transport: OpenTransport = (options) => {
      if (dead) return { send: () => undefined, close: () => undefined };
      const opened = this.#server.transport(options);
      closers.push(opened.close);
      return opened;
    };
    return Background.start({
      ...{ database, address: ServerAddress.open(), auth: this.#auth },
      client: { name: 'test', version: '1' },
      language: 'en',
      network: {
        transports: { socket: transport, http: transport },
        reachable: async () => false,
        socketAnswers: async () => false,
      },
    });
  }
}
