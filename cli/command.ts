import type { ParseArgsConfig } from 'node:util';
import type { Client } from './client.ts';

/** What a command works with. */
export interface CliContext {
  /** Arguments behind the command that are no options. */
  args: string[];
  options: Record<string, string | boolean | string[] | undefined>;
  /** Signs in when it is first used; throws `Failure` where server or token is missing. */
  client: () => Client;
  /** Secrets come from there, never from an argument that other users of the machine can see. */
  env: Record<string, string | undefined>;
  print: (line: string) => void;
  /** True: JSON for programs in place of lines for people. */
  json: boolean;
}

/** One command: what it is called with, and what it does. It resolves to true when all went well. */
export interface CliCommand {
  usage: string;
  summary: string;
  options: NonNullable<ParseArgsConfig['options']>;
  run(context: CliContext): Promise<boolean>;
}

/** The text of an option; null where it was not given. */
export function optionOf({ options }: CliContext, name: string): string | null {
  const value = options[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The texts of an option that may be given several times. */
export function optionsOf({ options }: CliContext, name: string): string[] {
  const value = options[name];
  return Array.isArray(value) ? value : [];
}
