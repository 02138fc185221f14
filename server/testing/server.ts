/** A whole server on the database of a test file. */
import { type RunningServer, type ServerOptions, startServer } from '../app.ts';
import { Connections } from '../crm/connections.ts';
import { createVault } from '../crm/credentials.ts';
import { Definitions } from '../domain/definitions.ts';
import { readUser } from '../domain/people.ts';
import { deploy } from '../domain/processes.ts';
import type { Surroundings } from '../domain/surroundings.ts';
import { replaceSystems } from '../domain/systems.ts';
import { chooseEngine } from '../engine/choose.ts';
import type { DeployFiles } from '../engine/port.ts';
import { seedDemo } from '../seed.ts';
import type { TestDatabase } from './database.ts';
import { SYSTEMS } from './processes.ts';
import { testAuthenticate } from './sign-in.ts';

/** So that no server of a test looks for a key file. */
const SECRET_KEY = Buffer.alloc(32).toString('base64');

/** Starts a server, with the tokens of `tokenOf`, and stops it after the tests of the file. */
export async function startTestServer(
  database: TestDatabase,
  more: Partial<ServerOptions> = {},
): Promise<RunningServer> {
  const authenticate = testAuthenticate(database.store.db);
  const server = await startServer({
    databaseUrl: database.url,
    port: 0,
    authenticate,
    secretKey: SECRET_KEY,
    ...more,
  });
  database.defer(() => server.close());
  return server;
}

/** What the domain needs, on the database of the test file. */
export function surroundingsOf(database: TestDatabase): Surroundings {
  return {
    store: database.store,
    engine: chooseEngine(null),
    definitions: new Definitions(),
    connections: new Connections({
      db: database.store.db,
      vault: createVault(Buffer.alloc(32)),
      now: () => new Date(),
    }),
    actions: {},
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
  };
}

/** The demonstration's people, a CRM and these processes. */
export async function fillDatabase(database: TestDatabase, processes: DeployFiles[]): Promise<void> {
  const { db } = database.store;
  await seedDemo(db, 'secret');
  const admin = await readUser(db, 'admin');
  const around = surroundingsOf(database);
  await replaceSystems(around, admin, SYSTEMS);
  for (const files of processes) await deploy(around, admin, files);
}
