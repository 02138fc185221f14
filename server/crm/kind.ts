import type * as z from 'zod';
import type { Connector } from './connector.ts';

/** What a connector is made of. The secret is a password or a key; `null` where none was entered. */
export interface Access<Settings> {
  settings: Settings;
  secret: string | null;
}

/** A kind of CRM that the server can read and write. */
export interface ConnectorKind<Settings extends { baseUrl: string } = { baseUrl: string }> {
  /** What people call it. */
  name: string;
  /** What is needed to reach it, but for the secret. */
  settings: z.ZodType<Settings>;
  /** What the secret is, in words for the person who enters it. */
  secret: string;
  /** The real CRM that the tests run it against; `null`: not verified against a real one. */
  verified: string | null;
  make(access: Access<Settings>): Connector;
}
