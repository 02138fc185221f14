/** Table of contents: every kind of CRM that the server can read and write. One file each. */
import type { Connector } from './connector.ts';
import { demo } from './demo.ts';
import { CrmError } from './errors.ts';
import { espocrm } from './espocrm.ts';
import { generic } from './generic.ts';
import type { ConnectorKind } from './kind.ts';
import { odoo } from './odoo.ts';
import { redmine } from './redmine.ts';
import { tryton } from './tryton.ts';

export const CONNECTOR_KINDS = { tryton, odoo, redmine, espocrm, generic, demo } as const;

export type ConnectorKindName = keyof typeof CONNECTOR_KINDS;

/** The connector of a kind; throws `value-refused` for another kind, or settings that do not fit it. */
export function makeConnector(kind: string, settings: unknown, secret: string | null): Connector {
  const found = connectorKind(kind);
  return found.make({ settings: parseSettings(kind, settings), secret });
}

/** The settings of a connection, checked; throws `value-refused`. */
export function parseSettings(kind: string, settings: unknown): { baseUrl: string } {
  const parsed = connectorKind(kind).settings.safeParse(settings);
  if (parsed.success) return parsed.data;
  const findings = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'settings'}: ${message}`,
  );
  throw new CrmError(
    'value-refused',
    `Expected settings of a ${kind} connection as docs/connectors.md lists them, got ${findings.join('; ')}.`,
  );
}

/** A kind by its name, as it is stored and typed in; throws `value-refused`. */
export function connectorKind(name: string): ConnectorKind {
  const found = Object.entries<unknown>(CONNECTOR_KINDS).find(([known]) => known === name)?.[1];
  if (found) return found as ConnectorKind;
  const known = Object.keys(CONNECTOR_KINDS).join(', ');
  throw new CrmError('value-refused', `Expected a kind of connection out of ${known}, got ${name}.`);
}
