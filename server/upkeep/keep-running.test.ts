import { expect, test } from 'vitest';
import { keepRunning, type Running } from './keep-running.ts';

/** Something that runs until it is told otherwise. */
function something() {
  const log: string[] = [];
  let end: (problem: string | null) => void = () => undefined;
  let failing = 0;
  const start = async (): Promise<Running> => {
    if (failing > 0) {
      failing -= 1;
      throw new Error('no database');
    }
    log.push('started');
    const promise = new Promise<void>((resolve, reject) => {
      end = (problem) => (problem === null ? resolve() : reject(new Error(problem)));
    });
    return {
      promise,
      stop: async () => {
        log.push('stopped');
        end(null);
      },
    };
  };
  const options = { onEnd: (problem: string) => log.push(problem), pause: async () => undefined };
  return {
    log,
    fail: (times: number) => {
      failing = times;
    },
    end: (problem: string) => end(problem),
    keep: () => keepRunning(start, options),
  };
}

test('what ends by itself is started again, as often as it takes', async () => {
  const it = something();
  const kept = await it.keep();
  it.fail(2);
  it.end('connection lost');
  await expect
    .poll(() => it.log)
    .toEqual(['started', 'Error: connection lost', 'Error: no database', 'Error: no database', 'started']);
  await kept.stop();
});

test('what is stopped stays stopped', async () => {
  const it = something();
  const kept = await it.keep();
  await kept.stop();
  expect(it.log.slice(0, 2)).toEqual(['started', 'stopped']);
  expect(it.log.filter((entry) => entry === 'started')).toHaveLength(1);
});

test('a first start that fails is told to whoever starts it', async () => {
  const it = something();
  it.fail(1);
  await expect(it.keep()).rejects.toThrow('no database');
});
