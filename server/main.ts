/** Starts the server with the settings of the environment; docs/operating.md lists them. */
import { pino } from 'pino';
import { startServer } from './app.ts';
import { readSettings } from './settings.ts';

const logger = pino({ level: process.env.LOG_LEVEL ?? 'info' });

try {
  const server = await startServer({ ...readSettings(process.env), logger });
  console.log(`ready ${server.url}`);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ error }, 'the server did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
