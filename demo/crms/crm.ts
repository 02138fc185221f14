import type { Page } from 'puppeteer-core';

/** Told what is being done, in one readable line per step. */
export type Progress = (line: string) => void;

/** Someone who can sign in to a CRM. */
export interface Account {
  login: string;
  password: string;
}

/** A record that a person can open by its address. */
export interface RecordAddress {
  url: string;
  id: string;
  title?: string;
}

/** A CRM that answers requests. */
export interface RunningCrm<Name extends string = CrmName> {
  kind: Name;
  /** `http://127.0.0.1:<port>` */
  origin: string;
  /** The address of a good first record. */
  recordUrl: string;
  /** One record of each type, by the type's name in the CRM. */
  records: Record<string, RecordAddress>;
  /** The first is the one to use when it does not matter who. */
  accounts: Account[];
  /**
   * Signs a browser tab in, in Chromium as in Firefox, and leaves it on a page of the CRM.
   *
   * @example
   * await crm.login(page);
   * await page.goto(crm.recordUrl);
   */
  login(page: Page, account?: Account): Promise<void>;
  /** Stops what `start` started, and nothing else. */
  stop(): Promise<void>;
}

/** Where and how a CRM is to run. */
export interface StartOptions {
  /** Holds all data. A second start with the same folder finds the records of the first. */
  folder: string;
  /** 0 takes any free port. */
  port: number;
  progress?: Progress;
}

/** A CRM that can be installed and started here. */
export interface CrmKind<Name extends string = CrmName> {
  kind: Name;
  /** What people call it. */
  name: string;
  /** `null` when it can be installed and started on this machine, else a sentence that says why not. */
  missing(): Promise<string | null>;
  /** Installs what is not there yet; returns at once when everything is. */
  install(progress: Progress): Promise<void>;
  start(options: StartOptions): Promise<RunningCrm<Name>>;
}

export type CrmName = 'demo' | 'tryton' | 'odoo' | 'atomic' | 'redmine' | 'rt';

/** For callers that do not want to hear about progress. */
export const silent: Progress = () => undefined;
