import * as z from 'zod';
import type { ServerOptions } from './app.ts';
import type { EngineAddress } from './engine/camunda/transport.ts';
import { identitySettings } from './identity/settings.ts';

const Flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((text) => text === '1');
const HttpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(7400),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: HttpUrl.optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  THROUGHLINE_DATA: z.string().min(1).default('.data'),
  THROUGHLINE_SECRET_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=?$/, 'expected 32 bytes in base64')
    .optional(),
  THROUGHLINE_TRUST_PROXY: Flag,
  THROUGHLINE_DEMO: Flag,
  THROUGHLINE_DEMO_PASSWORD: z.string().min(1).default('throughline'),
  THROUGHLINE_RETENTION_DAYS: z.coerce.number().int().min(0).max(36_500).default(30),
  THROUGHLINE_ERROR_DAYS: z.coerce.number().int().min(0).max(36_500).default(20),
  THROUGHLINE_JOBS: z.coerce.number().int().min(1).max(100).default(10),
  THROUGHLINE_POLL_SECONDS: z.coerce.number().int().min(1).max(86_400).default(10),
  THROUGHLINE_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  THROUGHLINE_MAIL_FROM: z.string().min(3).default('throughline@localhost'),
  THROUGHLINE_SERVICE_HOSTS: z
    .string()
    .default('')
    .transform((hosts) => hosts.split(',').flatMap((host) => host.trim() || [])),
  THROUGHLINE_ENGINE_URL: HttpUrl.optional(),
  THROUGHLINE_ENGINE_USER: z.string().min(1).optional(),
  THROUGHLINE_ENGINE_PASSWORD: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** What the settings are called, but for those of the sign-in. */
export const SETTING_NAMES = Object.keys(Environment.shape);

/** How to start the server, and how much it writes into its log. */
export type Settings = ServerOptions & { logLevel: string };

function engineAddress(env: {
  THROUGHLINE_ENGINE_URL?: string | undefined;
  THROUGHLINE_ENGINE_USER?: string | undefined;
  THROUGHLINE_ENGINE_PASSWORD?: string | undefined;
}): EngineAddress | null {
  const { THROUGHLINE_ENGINE_URL: url, THROUGHLINE_ENGINE_USER: user } = env;
  if (url === undefined) return null;
  return { url, ...(user === undefined ? {} : { user, password: env.THROUGHLINE_ENGINE_PASSWORD ?? '' }) };
}

/** Reads the settings; throws one text that names every setting to correct. An empty value counts as none. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const findings = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(
      `Expected settings as docs/operating.md lists them, got ${findings.join('; ')}. Correct them and start again.`,
    );
  }
  const { PORT: port, HOST: host, PUBLIC_URL: publicUrl, DATABASE_URL: databaseUrl, ...rest } = parsed.data;
  return {
    ...{ port, host, dataFolder: rest.THROUGHLINE_DATA, trustProxy: rest.THROUGHLINE_TRUST_PROXY },
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    remoteEngine: engineAddress(rest),
    ...(rest.THROUGHLINE_SECRET_KEY === undefined ? {} : { secretKey: rest.THROUGHLINE_SECRET_KEY }),
    logLevel: rest.LOG_LEVEL,
    pollSeconds: rest.THROUGHLINE_POLL_SECONDS,
    outside: {
      mail: { smtpUrl: rest.THROUGHLINE_SMTP_URL ?? null, from: rest.THROUGHLINE_MAIL_FROM },
      serviceHosts: rest.THROUGHLINE_SERVICE_HOSTS,
    },
    work: {
      retentionDays: rest.THROUGHLINE_RETENTION_DAYS,
      errorDays: rest.THROUGHLINE_ERROR_DAYS,
      jobs: rest.THROUGHLINE_JOBS,
    },
    identity: identitySettings(env),
    demoPassword: rest.THROUGHLINE_DEMO ? rest.THROUGHLINE_DEMO_PASSWORD : null,
  };
}
