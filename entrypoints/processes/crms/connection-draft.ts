import {
  type CheckedConnection,
  CONNECTOR_FORMS,
  type ConnectorField,
  type ConnectorForm,
  type ConnectorKind,
  type System,
} from '../../../lib/protocol/index.ts';

/** What an administrator has entered to connect a CRM. */
export interface ConnectionDraft {
  kind: ConnectorKind;
  baseUrl: string;
  /** The other settings, as they were typed. */
  values: Readonly<Record<string, string>>;
  /** Empty: none was typed. */
  secret: string;
}

export function isConnectorKind(kind: string): kind is ConnectorKind {
  return Object.hasOwn(CONNECTOR_FORMS, kind);
}

export function formOf(kind: ConnectorKind): ConnectorForm {
  return CONNECTOR_FORMS[kind];
}

/** Begins with how a system is connected, or with what its kind and its address say. */
export function connectionDraft(system: System, connection: CheckedConnection | null): ConnectionDraft {
  if (!connection || !isConnectorKind(connection.kind)) {
    const kind = isConnectorKind(system.kind) ? system.kind : 'generic';
    return { kind, baseUrl: system.origins[0] ?? '', values: {}, secret: '' };
  }
  const { baseUrl, ...others } = connection.settings;
  return {
    kind: connection.kind,
    baseUrl: String(baseUrl ?? ''),
    values: Object.fromEntries(
      Object.entries(others).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value, null, 2),
      ]),
    ),
    secret: '',
  };
}

/** `again`: the stored secret belongs to another address or user. */
export type SettingProblem = 'missing' | 'address' | 'json' | 'again';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type ReadConnection =
  | { settings: Record<string, Json>; secret: string | null | undefined }
  | { problems: Readonly<Record<string, SettingProblem>> };

/** What is sent, or what is wrong, by the names of the fields. The secret is `undefined` where the stored one stays. */
export function readConnection(draft: ConnectionDraft, stored: CheckedConnection | null): ReadConnection {
  const settings: Record<string, Json> = { baseUrl: draft.baseUrl.trim() };
  const problems: Record<string, SettingProblem> = {};
  if (!isPlace(draft.baseUrl)) problems.baseUrl = 'address';
  for (const field of formOf(draft.kind).fields) {
    const read = readField(field, (draft.values[field.name] ?? '').trim());
    if ('problem' in read) problems[field.name] = read.problem;
    else if (read.value !== undefined) settings[field.name] = read.value;
  }
  const keeps = stored?.hasSecret === true && draft.secret === '';
  if (keeps && !problems.baseUrl && !isOfSame(draft.kind, settings, stored)) problems.secret = 'again';
  if (Object.keys(problems).length > 0) return { problems };
  return { settings, secret: keeps ? undefined : draft.secret === '' ? null : draft.secret };
}

function readField(
  { type, required }: ConnectorField,
  words: string,
): { value: Json | undefined } | { problem: SettingProblem } {
  if (words === '') return required ? { problem: 'missing' } : { value: undefined };
  if (type === 'text') return { value: words };
  try {
    return { value: JSON.parse(words) as Json };
  } catch {
    return { problem: 'json' };
  }
}

/** An address of the web without user, query and fragment: settings are shown, so no secret has a place in them. */
function isPlace(words: string): boolean {
  if (!URL.canParse(words.trim())) return false;
  const { protocol, username, password, search, hash } = new URL(words.trim());
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === '';
}

/** Whether the secret that is stored may be shown to whom is entered: the server keeps it for the same only. */
function isOfSame(kind: string, settings: Record<string, Json>, stored: CheckedConnection): boolean {
  const whose = (all: Record<string, unknown>) =>
    JSON.stringify([new URL(String(all.baseUrl)).origin, all.user ?? null, all.database ?? null]);
  return kind === stored.kind && whose(settings) === whose(stored.settings);
}
