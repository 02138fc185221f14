/** The command line: reads what was asked, does it, and says in one sentence what went wrong. */
import { parseArgs } from 'node:util';
import { createClient } from './client.ts';
import type { CliCommand, CliContext } from './command.ts';
import { COMMANDS } from './commands.ts';
import { Failure } from './failure.ts';

const COMMON = {
  server: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** In what others have named they could clear the screen, or worse. */
const CONTROL = /[^\P{Cc}\n\t]/gu;

/** What the command line reads and writes beside files. */
export interface Terminal {
  env: Record<string, string | undefined>;
  out: (line: string) => void;
  error: (line: string) => void;
}

/**
 * Runs a command. Gives the exit code: 0 all went well, 1 refused or failed, 2 called wrongly.
 *
 * ```ts
 * process.exitCode = await throughline(['lint', 'demo/processes'], { env: process.env, out: console.log, error: console.error });
 * ```
 */
export async function throughline(argv: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === 'help') {
    for (const line of help()) terminal.out(line);
    return name === undefined ? 2 : 0;
  }
  try {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command)
      throw new Failure(`Expected a command (${Object.keys(COMMANDS).join(', ')}), got ${name}.`, 2);
    return (await runCommand(command, rest, terminal)) ? 0 : 1;
  } catch (fault) {
    if (!(fault instanceof Failure)) throw fault;
    terminal.error(fault.message.replace(CONTROL, ' '));
    return fault.exitCode;
  }
}

async function runCommand(command: CliCommand, argv: string[], terminal: Terminal): Promise<boolean> {
  const { values, positionals } = parsed(command, argv);
  if (values.help === true) {
    terminal.out(`throughline ${command.usage}`);
    return true;
  }
  const server = typeof values.server === 'string' ? values.server : terminal.env.THROUGHLINE_SERVER;
  const context: CliContext = {
    args: positionals,
    options: values,
    client: () => connect(server, terminal.env.THROUGHLINE_TOKEN),
    env: terminal.env,
    print: values.json === true ? terminal.out : (line) => terminal.out(line.replace(CONTROL, ' ')),
    json: values.json === true,
  };
  return command.run(context);
}

function parsed({ options, usage }: CliCommand, argv: string[]) {
  try {
    return parseArgs({ args: argv, options: { ...COMMON, ...options }, allowPositionals: true });
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message.split('. ')[0] : String(fault);
    throw new Failure(`Expected throughline ${usage}, got another call: ${reason}.`, 2);
  }
}

function connect(server: string | undefined, token: string | undefined) {
  if (!server)
    throw new Failure(
      'Expected the address of a process server in --server or THROUGHLINE_SERVER, got none.',
      2,
    );
  if (!token)
    throw new Failure(
      'Expected an access token in THROUGHLINE_TOKEN, got none. Make one in the options of the extension, under Access tokens.',
      2,
    );
  return createClient(server, token);
}

function help(): string[] {
  const commands = Object.values(COMMANDS).map(({ usage, summary }) => [`  ${usage}`, `      ${summary}`]);
  return [
    'throughline <command> [--server address] [--json]',
    '',
    ...commands.flat(),
    '',
    'THROUGHLINE_SERVER is used without --server; THROUGHLINE_TOKEN holds an access token.',
    'Exit codes: 0 all went well, 1 refused or failed, 2 called wrongly.',
  ];
}
