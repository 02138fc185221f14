import { describe, expect, it } from 'vitest';
import { explain } from './explain.ts';
import {
  actionEnd,
  after,
  boundary,
  call,
  draw,
  end,
  mappings,
  type Part,
  path,
  service,
  start,
  task,
} from './testing/drawing.ts';
import { Scenario } from './testing/scenario.ts';

const around = (...work: Part[]) => draw([start('in'), ...work, task('next'), path('in', 'work', 'next')]);

describe('system actions', () => {
  it('[ENG-50] are handed to a worker with their settings, and give their outputs to variables', () => {
    const work = service('work', {
      settings: { id: '${n}', text: 'no. ${n}' },
      gives: { id: 'newId', extra: 'more' },
    });
    const run = new Scenario(around(work), { n: 7 });
    expect(run.jobs).toEqual([
      {
        ...{ step: 's2', element: 'work', topic: 'work', attempts: 3, foreground: true },
        ...{ inputs: { id: 7, text: 'no. 7' }, variables: { n: 7 } },
      },
    ]);
    expect(explain(run.definition, run.state)).toMatchObject([
      { element: 'work', for: { type: 'job', topic: 'work' } },
    ]);
    run.work('work', { id: 'x', unknown: 1 });
    expect(run.state.variables).toEqual({ n: 7, newId: 'x' });
    expect(run.open).toEqual(['next']);
  });

  it('[ENG-50] of workers of one’s own give every other output to the variable of its name', () => {
    const run = new Scenario(around(service('work', { all: true, gives: { id: 'newId' } })));
    expect(run.work('work', { id: 'x', sum: 1 }).state.variables).toEqual({ newId: 'x', sum: 1 });
  });

  it('[ENG-50] write to variables of the step first, which its outputs give out', () => {
    const work = service('work', {
      gives: { id: 'own' },
      inputs: mappings({ own: '' }),
      outputs: mappings({ given: 'id ${own}' }),
    });
    expect(new Scenario(around(work)).work('work', { id: 'x' }).state.variables).toEqual({ given: 'id x' });
  });

  it('[ENG-50] that fail for good stop the step until somebody retries it', () => {
    const run = new Scenario(around(service('work'))).workFails('work', null, 'no answer');
    expect(run.incidents).toMatchObject([
      { code: 'job-failed', element: 'work', message: expect.stringContaining('got no answer') },
    ]);
    expect(explain(run.definition, run.state)).toMatchObject([{ step: 's2', for: { type: 'incident' } }]);
    run.command({ type: 'retry', step: 's2' });
    expect(run.jobs.map(({ step }) => step)).toEqual(['s2', 's2']);
    expect(run.state.status).toBe('running');
    expect(run.work('work').open).toEqual(['next']);
  });

  it('[ENG-44] that have failed are still ended by their boundary events', () => {
    const run = new Scenario(
      around(service('work'), boundary('late', 'work', after('PT1H')), path('late', 'next')),
    );
    run.workFails('work').timer('late');
    expect(run.state.status).toBe('running');
    expect(run.effects.map(({ type }) => type)).toContain('instance.recovered');
    expect(run.effects.map(({ type }) => type)).not.toContain('job.cancelled');
  });

  it('[ENG-44] keep their boundary events when they are retried', () => {
    const run = new Scenario(
      around(service('work'), boundary('late', 'work', after('PT1H')), path('late', 'next')),
    );
    run.workFails('work');
    const before = run.state.registrations;
    run.command({ type: 'retry', step: 's2' });
    expect(run.state.registrations).toEqual(before);
    expect(run.work('work').state.registrations).toEqual([]);
  });

  it.each([
    ['no answer', 'Expected the system action to succeed, got no answer, at "work" (work).'],
    ['Timed out.', 'Expected the system action to succeed, got Timed out, at "work" (work).'],
    ['Expected a mail, got none', 'Expected a mail, got none, at "work" (work). Retry'],
    [
      'Expected a CRM, got crm. Connect it, then retry the step.',
      'Expected a CRM, got crm. Connect it, then retry the step. It happened at "work" (work).',
    ],
  ])('[ENG-50] that fail with "%s" say once what was expected, and where', (told, shown) => {
    const [incident] = new Scenario(around(service('work'))).workFails('work', null, told).incidents;
    expect(incident?.message.slice(0, shown.length)).toBe(shown);
  });

  it('[ENG-50] at an end event end their branch when they are done', () => {
    const run = new Scenario(draw([start('in'), actionEnd('send'), path('in', 'send')]));
    expect(run.state.status).toBe('running');
    expect(run.work('send').trace.slice(-2)).toEqual(['send completed', 'instance completed']);
  });

  it('[ENG-22] with settings that cannot be evaluated are not handed out', () => {
    const run = new Scenario(around(service('work', { settings: { id: '${1 / n}' } })), { n: 0 });
    expect(run.jobs).toEqual([]);
    expect(run.incidents).toMatchObject([{ code: 'expression-failed', element: 'work' }]);
  });
});

describe('call activities', () => {
  it('[ENG-51] start an instance of another process and wait for its end', () => {
    const work = call('work', '${which}', {
      in: { a: '${n + 1}' },
      out: { b: '${x}' },
      businessKey: 'no. ${n}',
    });
    const run = new Scenario(around(work), { n: 1, which: 'other' });
    expect(run.effects.at(-1)).toEqual({
      type: 'child.started',
      child: {
        ...{ step: 's2', element: 'work', process: 'other', variables: { a: 2 } },
        ...{ businessKey: 'no. 1', foreground: true },
      },
    });
    expect(explain(run.definition, run.state)).toMatchObject([
      { for: { type: 'process', process: 'other' } },
    ]);
    run.childEnds('work', { x: 'done', y: 1 });
    expect(run.open).toEqual(['next']);
    expect(run.state.variables).toEqual({ n: 1, which: 'other', b: 'done' });
  });

  it('[ENG-51] hand over every variable where they say so', () => {
    const run = new Scenario(around(call('work', 'other', { all: true, in: { n: '${n * 2}' } })), {
      n: 1,
      m: 2,
    });
    expect(run.effects.at(-1)).toMatchObject({ child: { variables: { n: 2, m: 2 }, businessKey: null } });
    expect(run.childEnds('work', { n: 5 }).state.variables).toEqual({ n: 5, m: 2 });
  });

  it('[ENG-51] stop when the called instance is cancelled, and start another on retry', () => {
    const run = new Scenario(around(call('work', 'other'))).childEnds('work', {}, { status: 'cancelled' });
    expect(run.incidents).toMatchObject([{ code: 'child-failed', element: 'work' }]);
    run.command({ type: 'retry', step: 's2' });
    expect(run.effects.filter(({ type }) => type === 'child.started')).toHaveLength(2);
    expect(run.childEnds('work').open).toEqual(['next']);
  });

  it('[ENG-51] without the key of a process cannot begin', () => {
    const run = new Scenario(around(call('work', '${nothing}')));
    expect(run.incidents).toMatchObject([
      { code: 'child-failed', message: expect.stringContaining('got nothing') },
    ]);
  });

  it('[ENG-28] cancel the called instance with the step', () => {
    const run = new Scenario(around(call('work', 'other'), end('out'))).cancel();
    expect(run.effects.slice(-3)).toEqual([
      { type: 'step.cancelled', step: 's2', element: 'work' },
      { type: 'child.cancelled', step: 's2' },
      { type: 'instance.ended', status: 'cancelled', error: null },
    ]);
  });
});
