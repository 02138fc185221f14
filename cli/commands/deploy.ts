import * as z from 'zod';
import { FileOutcome } from '../../lib/protocol/index.ts';
import type { CliCommand } from '../command.ts';
import { byFolder, readSources } from '../files.ts';
import { describeOutcome } from '../outcomes.ts';

const Outcomes = z.object({ outcomes: z.array(FileOutcome) });

/** Deploys files. Those that are the actual version already make no new one. */
export const deploy: CliCommand = {
  usage: 'deploy <file or folder> … [--check]',
  summary: 'deploy BPMN files and cases with the forms beside them',
  options: { check: { type: 'boolean' } },
  async run({ args, options, client, print, json }) {
    const path = options.check === true ? '/processes/check' : '/processes/deploy';
    const outcomes: FileOutcome[] = [];
    for (const files of byFolder(readSources(args))) {
      const answer = await client().call('POST', path, Outcomes, { files });
      outcomes.push(...answer.outcomes);
    }
    if (json) print(JSON.stringify(outcomes));
    else for (const outcome of outcomes) for (const line of describeOutcome(outcome)) print(line);
    return outcomes.every(({ findings }) => findings.length === 0);
  },
};
