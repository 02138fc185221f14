/** Table of contents: every command of `throughline`, in the order in which the help lists them. */

import type { CliCommand } from './command.ts';
import { cancel } from './commands/cancel.ts';
import { connect } from './commands/connect.ts';
import { deploy } from './commands/deploy.ts';
import { explain } from './commands/explain.ts';
import { exportProcesses } from './commands/export.ts';
import { lint } from './commands/lint.ts';
import { list } from './commands/list.ts';
import { run } from './commands/run.ts';

export const COMMANDS: Record<string, CliCommand> = {
  lint,
  deploy,
  run,
  list,
  explain,
  cancel,
  export: exportProcesses,
  connect,
};
