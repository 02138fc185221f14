/** A process that runs the embedded PostgreSQL of a folder until it is killed: `node hold-database.ts <folder>`. */
import { startEmbeddedPostgres } from '../store/embedded-postgres.ts';

const [, , folder = ''] = process.argv;
const { pid, url } = await startEmbeddedPostgres(folder, { fleeting: true });
console.log(JSON.stringify({ pid, url }));
setInterval(() => {}, 60_000);
