import * as z from 'zod';
import { type CliCommand, optionOf } from '../command.ts';
import { Failure } from '../failure.ts';

/** Cancels instances; one that cannot be cancelled does not stop the others. */
export const cancel: CliCommand = {
  usage: 'cancel <instance> … --reason text',
  summary: 'cancel instances and end their open tasks',
  options: { reason: { type: 'string' } },
  async run(context) {
    const { args, client, print } = context;
    const reason = optionOf(context, 'reason');
    if (args.length === 0) throw new Failure('Expected the ids of instances, got none.', 2);
    if (reason === null) throw new Failure('Expected --reason with a text that the log keeps, got none.', 2);
    const server = client();
    let all = true;
    for (const id of args) {
      try {
        await server.call('POST', `/instances/${encodeURIComponent(id)}/cancel`, z.unknown(), { reason });
        print(`✓ ${id}: cancelled`);
      } catch (fault) {
        if (!(fault instanceof Failure)) throw fault;
        all = false;
        print(`✗ ${id}: ${fault.message}`);
      }
    }
    return all;
  },
};
