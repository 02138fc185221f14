import { describe, expect, it } from 'vitest';
import type { Case, Picture, Runner } from './case.ts';
import { differences, type Trace, traceOf } from './trace.ts';

const subject: Case = { name: 'a case', processes: [], script: [] };

function picture(changes: Partial<Picture> = {}): Picture {
  return {
    ...{ after: 'start', status: 'running', tasks: ['a'], waits: [], completed: ['in'], cancelled: [] },
    ...{ variables: { n: 1 } },
    ...changes,
  };
}

const here = (...pictures: Picture[]) => ({ name: 'here', trace: { pictures, problem: null } });
const there = (...pictures: Picture[]) => ({ name: 'there', trace: { pictures, problem: null } });

describe('two traces', () => {
  it('that are the same have no differences', () => {
    expect(differences(subject, here(picture()), there(picture()))).toEqual([]);
  });

  it.each([
    [{ tasks: ['a', 'a'] }, 'after start: tasks: here [a], there [a, a]'],
    [{ status: 'completed' }, 'after start: status: here "running", there "completed"'],
    [{ waits: ['timer late'] }, 'after start: waits: here [], there [timer late]'],
    [{ variables: { n: 2 } }, 'after start: variables: here {"n":1}, there {"n":2}'],
  ] satisfies [Partial<Picture>, string][])('that differ in %j are told so', (changes, line) => {
    expect(differences(subject, here(picture()), there(picture(changes)))).toEqual([line]);
  });

  it('of which one ends early have a difference', () => {
    const broken: Trace = { pictures: [picture()], problem: 'Expected an open task at b, got none.' };
    const lines = differences(subject, here(picture(), picture()), { name: 'there', trace: broken });
    expect(lines).toEqual(['there: Expected an open task at b, got none.']);
  });

  it('may differ as declared, from there on', () => {
    const declared: Case = { ...subject, differs: { after: 1, why: 'It is known.' } };
    const other = picture({ tasks: ['b'] });
    expect(differences(declared, here(picture(), picture()), there(picture(), other))).toEqual([]);
    expect(differences(declared, here(picture(), picture()), there(other, other))).toHaveLength(1);
  });

  it('must differ where it is declared', () => {
    const declared: Case = { ...subject, differs: { after: 0, why: 'It is known.' } };
    expect(differences(declared, here(picture()), there(picture()))).toEqual([
      'Expected the difference that the case declares, got none. Remove the declaration.',
    ]);
  });
});

it('a trace keeps what was seen before something went wrong', async () => {
  const runner: Runner = {
    name: 'broken',
    async *run() {
      yield picture();
      throw new Error('It broke.');
    },
  };
  expect(await traceOf(runner, subject)).toEqual({ pictures: [picture()], problem: 'It broke.' });
});
