import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { choosePort, run, startService } from './child.ts';

const SERVER = `require('node:http').createServer((_, response) => response.end(String(process.pid)))
  .listen(Number(process.argv[1]), '127.0.0.1')`;

const serverOn = (port: number) => ({ command: [process.execPath, '-e', SERVER, String(port)] });

const answersAt = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

describe('a service', () => {
  it('answers when it has started, and no longer when it was stopped', async () => {
    const port = await choosePort(0);
    const url = `http://127.0.0.1:${port}/`;
    const service = await startService(serverOn(port), url);
    expect(await answersAt(url)).toBe(true);
    await service.stop();
    expect(await answersAt(url)).toBe(false);
    await service.stop();
  });

  it('reports the last lines of a program that ends instead of answering', async () => {
    const port = await choosePort(0);
    const command = [process.execPath, '-e', 'console.error("the disk is full"); process.exitCode = 3'];
    await expect(startService({ command }, `http://127.0.0.1:${port}/`)).rejects.toThrow('the disk is full');
  });

  it('ends when the process that started it is killed', async () => {
    const port = await choosePort(0);
    const url = `http://127.0.0.1:${port}/`;
    const child = JSON.stringify(path.join(import.meta.dirname, 'child.ts'));
    const command = JSON.stringify(serverOn(port));
    const program = `const { startService } = await import(${child});
      await startService(${command}, '${url}');
      console.log('started');`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(parent.stdout, 'data');
    expect(await answersAt(url)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => answersAt(url), { timeout: 10_000 }).toBe(false);
  }, 20_000);
});

describe('a program that runs to its end', () => {
  it('gets what it is to read', async () => {
    const reads =
      'process.stdin.on("data", (data) => { process.exitCode = String(data) === "hello" ? 0 : 1 })';
    await expect(run({ command: [process.execPath, '-e', reads], input: 'hello' })).resolves.toBeUndefined();
  });

  it('fails with its exit code and its last lines', async () => {
    const command = ['/bin/sh', '-c', 'echo the reason >&2; exit 4'];
    await expect(run({ command })).rejects.toThrow(/exit with 0, got 4[\s\S]*the reason/);
  });

  it('fails when there is no such program', async () => {
    await expect(run({ command: ['/nowhere/at-all'] })).rejects.toThrow('got 127');
  });
});
