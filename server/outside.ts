/** What the server reaches outside of itself: the CRMs that it is connected with, mail and web services. */
import type { Actions } from './actions/action.ts';
import { createActions } from './actions/index.ts';
import { onceWithin } from './actions/once.ts';
import { Connections } from './crm/connections.ts';
import { createVault, loadSecretKey } from './crm/credentials.ts';
import { CrmError } from './crm/errors.ts';
import { deliverMessage } from './domain/messages.ts';
import type { Surroundings } from './domain/surroundings.ts';
import { createMailer, type Mailer, type MailSettings } from './mail/mailer.ts';
import type { Store } from './store/store.ts';

/** What may be reached, and by which means. */
export interface OutsideSettings {
  mail: MailSettings;
  /** Hosts of web services that processes may call; empty: all. */
  serviceHosts: readonly string[];
}

/** Nothing is sent, and any web service may be called. */
export const PLAIN_OUTSIDE: OutsideSettings = {
  mail: { smtpUrl: null, from: 'throughline@localhost' },
  serviceHosts: [],
};

/** The parts of the surroundings that lead outside. */
export interface Outside {
  connections: Connections;
  mailer: Mailer;
  actions: Actions;
  mayOpen: NonNullable<Surroundings['mayOpen']>;
}

/** Opens the ways to the outside. Nothing is connected before it is needed. */
export async function openOutside(
  store: Store,
  keys: { secretKey?: string; dataFolder: string },
  { mail, serviceHosts }: OutsideSettings,
  now: () => Date,
): Promise<Outside> {
  const { db } = store;
  const connections = new Connections({ db, vault: createVault(await loadSecretKey(keys)), now });
  const openCrm = (system: string) => connections.open(system);
  const mailer = createMailer(mail);
  const actions = createActions({
    ...{ db, openCrm, mailer, serviceHosts, now },
    deliverMessage: ({ key, ...message }) =>
      onceWithin(db, { key, at: now() }, async (tx) => ({ ...(await deliverMessage(tx, message)) })),
  });
  return { connections, mailer, actions, mayOpen: (record, login) => mayOpen(connections, record, login) };
}

/** Asks the CRM whether somebody may open a record; a CRM that cannot be asked now is no obstacle. */
async function mayOpen(
  connections: Connections,
  { system, type, id }: { system: string; type: string; id: string },
  login: string,
): ReturnType<Outside['mayOpen']> {
  try {
    const crm = await connections.open(system);
    if (!crm) return null;
    if ((await crm.readOne(type, id, [])) === null) return 'gone';
    const may = await crm.may(login, { right: 'read', type, ids: [id], data: {} });
    return may === null ? null : may ? 'open' : 'closed';
  } catch (fault) {
    if (fault instanceof CrmError) return null;
    throw fault;
  }
}
