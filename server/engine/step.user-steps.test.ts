import { describe, expect, it } from 'vitest';
import { defined, process } from './testing/process.ts';
import { straight } from './testing/rule-processes.ts';
import { NOW, Scenario } from './testing/scenario.ts';

describe('user steps', () => {
  it('[ENG-8] wait, and on completion write the fields, then the outcome, then choose the flow', async () => {
    const run = new Scenario(
      await defined(
        process()
          .start('in')
          .dialog('ask')
          .task('yes')
          .task('no')
          .path('in', 'ask')
          .flow('ask', 'yes', { condition: "${answer == 'yes'}" })
          .flow('ask', 'no', { condition: "${answer == 'no'}" }),
      ),
    );
    run.complete('ask', 'yes', { extra: 1, answer: 'no' });
    expect(run.state.variables).toEqual({ answer: 'yes', extra: 1 });
    expect(run.open).toEqual(['yes']);
    expect(run.effects.slice(-4).map(({ type }) => type)).toEqual([
      'task.closed',
      'step.completed',
      'step.entered',
      'task.opened',
    ]);
  });

  it('[ENG-8] write several answers as a list', async () => {
    const run = new Scenario(
      await defined(
        process()
          .start('in')
          .dialog('ask', { properties: { multiple: 'true' } })
          .task('yes')
          .task('rest')
          .path('in', 'ask')
          .flow('ask', 'yes', { condition: "${answer.contains('yes')}" })
          .otherwise('ask', 'rest'),
      ),
    );
    expect(run.complete('ask', ['no', 'yes']).open).toEqual(['yes']);
  });

  it.each([
    ['show their page', {}, {}, true],
    ['do not, when their author says so', {}, { 'show-page': 'false' }, false],
    ['do not, when the element before runs in the background', { background: 'true' }, {}, false],
  ])('[ENG-9] %s', async (_, before, properties, foreground) => {
    const run = new Scenario(
      await defined(process().start('in', before).task('work', { properties }).path('in', 'work')),
    );
    expect(run.tasks[0]?.foreground).toBe(foreground);
  });

  it('[ENG-10] the background flag rides through gateways and ends at the next user step', async () => {
    const run = new Scenario(
      await defined(
        process()
          .start('in', { background: 'true' })
          .parallel('fork')
          .exclusive('pass')
          .exclusive('front', { background: 'false' })
          .task('behind')
          .task('shown')
          .task('after')
          .path('in', 'fork', 'pass', 'behind', 'after')
          .path('fork', 'front', 'shown'),
      ),
    );
    run.complete('behind');
    expect(run.tasks.map(({ element, foreground }) => [element, foreground])).toEqual([
      ['behind', false],
      ['shown', true],
      ['after', true],
    ]);
  });

  it.each([
    ['now without a due date', {}, undefined, NOW, null],
    [
      'now, due after the planned duration',
      { 'planned-duration': 'P1D' },
      undefined,
      NOW,
      '2026-03-03T09:00:00.000Z',
    ],
    [
      'later',
      { 'start-in': 'PT30M', 'planned-duration': 'PT1H' },
      undefined,
      '2026-03-02T09:30:00.000Z',
      '2026-03-02T10:30:00.000Z',
    ],
    [
      'now, due on a date',
      { 'planned-duration': 'P1D' },
      '2026-03-31T17:00:00+02:00',
      NOW,
      '2026-03-31T15:00:00.000Z',
    ],
    ['now, due on a date in a variable', {}, '${by}', NOW, '2026-04-01T00:00:00.000Z'],
    ['now, due after a duration', {}, 'P2D', NOW, '2026-03-04T09:00:00.000Z'],
    ['now, without a due date when its variable is empty', {}, '${nothing}', NOW, null],
  ])('[ENG-11] start %s', async (_, properties, dueDate, start, due) => {
    const built = process()
      .start('in')
      .task('work', { properties, ...(dueDate === undefined ? {} : { dueDate }) })
      .path('in', 'work');
    const run = new Scenario(await defined(built), { by: '2026-04-01' });
    expect(run.tasks[0]).toMatchObject({ start, due });
  });

  it.each([
    ['a user', { assignee: 'anna' }, { user: 'anna', role: null }],
    ['a user in a variable', { assignee: '${startedBy}' }, { user: 'ben', role: null }],
    ['a role', { role: 'sales' }, { user: null, role: 'sales' }],
    ['a role in a variable', { role: '${team}' }, { user: null, role: 'north' }],
    ['both', { assignee: 'anna', role: 'sales' }, { user: 'anna', role: 'sales' }],
    [
      'the role alone when the user is empty',
      { assignee: '${nobody}', role: 'sales' },
      { user: null, role: 'sales' },
    ],
  ])('[ENG-12] are performed by %s', async (_, options, performer) => {
    const run = new Scenario(await defined(process().start('in').task('work', options).path('in', 'work')), {
      startedBy: 'ben',
      team: 'north',
    });
    expect(run.tasks[0]?.performer).toEqual(performer);
  });

  it('[ENG-13] [M07] a Perform task offers only the results that the flows behind it use', async () => {
    const results = { result: 'r', 'result:won': 'Won', 'result:lost': 'Lost', 'result:open': 'Open' };
    const base = () =>
      process()
        .start('in')
        .task('work', { properties: results })
        .exclusive('choose')
        .end('a')
        .end('b')
        .path('in', 'work', 'choose')
        .flow('choose', 'a', { condition: "${r == 'won'}" });
    const offered = async (built: ReturnType<typeof base>) => {
      const content = new Scenario(await defined(built)).tasks[0]?.content;
      return content?.kind === 'perform-task' ? content.results.map(({ code }) => code) : null;
    };
    expect(await offered(base().flow('choose', 'b', { condition: "${r == 'lost'}" }))).toEqual([
      'won',
      'lost',
    ]);
    expect(await offered(base().otherwise('choose', 'b'))).toEqual(['won', 'lost', 'open']);
    expect(
      await offered(process().start('in').task('work', { properties: results }).path('in', 'work')),
    ).toEqual(['won', 'lost', 'open']);
    expect(await offered(process().start('in').task('work').path('in', 'work'))).toEqual(['done']);
  });

  it('[ENG-14] a page shows the variables of its keys, and the default where a variable does not fit', async () => {
    const form = {
      id: 'f',
      components: [
        { type: 'textfield', key: 'name', label: 'Name' },
        { type: 'number', key: 'amount', label: 'Amount', defaultValue: '7' },
        {
          type: 'select',
          key: 'size',
          label: 'Size',
          values: [{ value: 's' }, { value: 'm' }],
          defaultValue: 's',
        },
      ],
    };
    const built = process()
      .start('in')
      .task('page', {
        formRef: 'f',
        properties: { kind: 'auto-generated-page', recommendation: 'For ${name}' },
      })
      .path('in', 'page');
    const content = new Scenario(await defined(built, { 'f.form': form }), {
      name: 'Ann',
      amount: 'many',
      size: 'm',
    }).tasks[0]?.content;
    expect(content).toMatchObject({
      recommendation: 'For Ann',
      items: [
        { key: 'name', value: 'Ann' },
        { key: 'amount', value: 7 },
        { key: 'size', value: 'm' },
      ],
      buttons: [{ code: 'continue', style: 'primary', validates: true }],
    });
  });

  it('texts that are too long for a message are cut', async () => {
    const run = new Scenario(
      await defined(process().start('in').task('work', { name: '${long}' }).path('in', 'work')),
      { long: 'x'.repeat(9000) },
    );
    expect(run.tasks[0]?.title).toHaveLength(4000);
  });

  it('[ENG-15] the caption follows the variables', async () => {
    const run = new Scenario(
      await defined(
        process({ caption: 'Deal ${extra}' })
          .start('in')
          .task('work')
          .task('next')
          .path('in', 'work', 'next'),
      ),
    );
    run.complete('work', 'done', { extra: 'A' }).complete('next');
    expect(
      run.effects.flatMap((effect) => (effect.type === 'instance.captioned' ? [effect.caption] : [])),
    ).toEqual(['Deal', 'Deal A']);
  });

  it('[ENG-15] without a caption of its own an instance is called like the process and its record', async () => {
    const definition = await defined(straight());
    expect(new Scenario(definition).state.caption).toBe('Test');
    expect(new Scenario(definition, { recordTitle: 'Chairs' }).state.caption).toBe('Test: Chairs');
  });
});
