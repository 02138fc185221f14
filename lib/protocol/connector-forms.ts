/** What an administrator enters to connect a CRM: the settings of every kind of connector that the server has. */

/** `json`: written as JSON, of the shape that docs/connectors.md gives. */
export interface ConnectorField {
  readonly name: string;
  readonly type: 'text' | 'json';
  readonly required: boolean;
}

export interface ConnectorForm {
  /** What people call the CRM; null: it is none in particular. */
  readonly name: string | null;
  /** Without the base address, which all of them have. */
  readonly fields: readonly ConnectorField[];
  /** What the secret is: a password or key; of those with `-or-key`, a key where no user is named. */
  readonly secret: 'password' | 'password-or-key' | 'key';
}

const USER = { name: 'user', type: 'text' } as const;
const DATABASE = { name: 'database', type: 'text', required: true } as const;

/** By the kind of the connection. A CRM of a kind that is not here is reached by `generic`. */
export const CONNECTOR_FORMS = {
  tryton: {
    name: 'Tryton',
    fields: [DATABASE, { ...USER, required: true }, { name: 'buttons', type: 'json', required: false }],
    secret: 'password',
  },
  odoo: { name: 'Odoo', fields: [DATABASE, { ...USER, required: false }], secret: 'password-or-key' },
  redmine: { name: 'Redmine', fields: [{ ...USER, required: false }], secret: 'password-or-key' },
  espocrm: { name: 'EspoCRM', fields: [{ ...USER, required: false }], secret: 'password-or-key' },
  generic: {
    name: null,
    fields: [
      { ...USER, required: false },
      { name: 'description', type: 'json', required: true },
    ],
    secret: 'password-or-key',
  },
  demo: { name: 'Demo CRM', fields: [], secret: 'key' },
} as const satisfies Record<string, ConnectorForm>;

export type ConnectorKind = keyof typeof CONNECTOR_FORMS;
