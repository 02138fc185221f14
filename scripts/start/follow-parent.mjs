/**
 * Preloaded into a Node child (`node --import`): when the parent is gone, even by `kill -9`, the pipe on
 * standard input ends, and the child shuts down as it would for SIGTERM.
 */
const LIMIT_MS = 15_000;

process.stdin.on('error', stop).on('end', stop).resume().unref();

function stop() {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), LIMIT_MS).unref();
}
