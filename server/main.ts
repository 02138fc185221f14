/** Starts the server with the settings of the environment; docs/operating.md lists them. */
import { pino } from 'pino';
import { startServer } from './app.ts';
import { readSettings } from './settings.ts';

try {
  const { logLevel, ...options } = readSettings(process.env);
  const logger = pino({ level: logLevel, base: null });
  // A signal during the start is obeyed when the start is done, so that no half-started server stays behind.
  const asked = new Promise((resolve) => {
    process.on('SIGTERM', resolve);
    process.on('SIGINT', resolve);
  });
  const server = await startServer({ ...options, logger });
  console.log(`ready ${server.url}`);
  await asked;
  await server.close();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
