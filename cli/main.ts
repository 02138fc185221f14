/** Started by `npm run throughline -- <command>`. */
import { throughline } from './throughline.ts';

process.exitCode = await throughline(process.argv.slice(2), {
  env: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
});
