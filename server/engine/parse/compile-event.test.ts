/** What the parser makes of events that begin a process or are waited for. */
import { describe, expect, it } from 'vitest';
import { caught, compiled, variable } from '../testing/compiled.ts';
import { defined, deploy } from '../testing/process.ts';
import {
  aside,
  begunBy,
  DEFINITIONS,
  element,
  guarded,
  MESSAGE,
  SIGNAL,
  straight,
  timer,
} from '../testing/rule-processes.ts';

describe('[ENG-91] what begins a process', () => {
  it('is one plain start event and any number of others', async () => {
    const built = straight()
      .definition(...DEFINITIONS)
      .raw(element('startEvent', 'told', { inside: MESSAGE }))
      .flow('told', 'work')
      .raw(element('startEvent', 'called', { inside: SIGNAL }))
      .flow('called', 'work');
    const definition = await defined(built);
    expect(definition).toMatchObject({ start: 'in', starts: ['in', 'told', 'called'] });
  });

  it('may be events only', async () => {
    expect(await defined(begunBy(SIGNAL))).toMatchObject({ start: null, starts: ['it'] });
  });

  it('is watched for in event sub-processes too, while the instance runs', async () => {
    const definition = await defined(aside(MESSAGE, 'isInterrupting="false"'));
    expect(definition).toMatchObject({ starts: ['in'], eventSubProcesses: ['aside'] });
    expect(definition.elements.it).toMatchObject({ type: 'startEvent', interrupting: false });
  });
});

describe('[ENG-92] a timer', () => {
  it.each([
    ['timeDate', '2026-05-01T09:00:00Z', { timer: 'date', value: ['2026-05-01T09:00:00Z'] }],
    ['timeDuration', '${wait}', { timer: 'duration', value: [variable('wait')] }],
  ] as const)('that is waited for: %s', async (kind, value, expected) => {
    expect(await compiled(caught(timer(kind, value)))).toMatchObject({
      event: { kind: 'timer', ...expected },
    });
  });

  it('leaves nobody waiting: what is behind it runs in the background, as behind a signal', async () => {
    const properties = { background: 'false' };
    const waits = [timer('timeDuration', 'PT1M'), SIGNAL, MESSAGE].map((event) =>
      compiled(caught(event, properties)),
    );
    expect((await Promise.all(waits)).map((element) => element?.background)).toEqual([true, true, false]);
  });

  it('[ENG-10] leaves nobody waiting in an event sub-process either', async () => {
    const begun = [timer('timeDuration', 'PT1M'), SIGNAL, MESSAGE].map((event) => defined(aside(event)));
    const behind = (await Promise.all(begun)).map(({ elements }) => elements.it?.background);
    expect(behind).toEqual([true, true, null]);
  });

  it('may come round where it does not interrupt', async () => {
    const built = guarded(timer('timeCycle', 'R3/PT1H'), { attributes: 'cancelActivity="false"' });
    expect(await compiled(built)).toMatchObject({ event: { timer: 'cycle', value: ['R3/PT1H'] } });
  });

  it.each([
    ['0 0 9 ? * MON-FRI', 'cron'],
    ['0 0 9 L * ?', 'cron'],
    ['0 0 9 ? * FRI#2', 'cron'],
    ['R/P1D', 'cycle'],
    ['R3/PT20M', 'cycle'],
    ['R/2026-03-02T09:00:00Z/P1W', 'cycle'],
    ['R/P1D/2026-12-31', 'cycle'],
  ])('that starts a process may be %s', async (expression, kind) => {
    const outcome = await deploy(begunBy(timer('timeCycle', expression)));
    expect(outcome).toMatchObject({
      ok: true,
      warnings: [],
      process: { facts: { starts: [{ on: { kind: 'timer', schedule: { kind, expression } } }] } },
    });
  });

  it('may begin its pace anywhere, as Quartz does', async () => {
    const outcome = await deploy(begunBy(timer('timeCycle', '0 5/15,7/20 8-17 1/2 * ?')));
    expect(outcome.ok && outcome.process.facts.starts[0]?.on).toMatchObject({
      schedule: { expression: '0 5-59/15,7-59/20 8-17 1-31/2 * ?' },
    });
  });

  it('that starts a process has a zone, a validity and a policy', async () => {
    const properties = {
      'time-zone': 'Europe/Berlin',
      'valid-from': '2026-01-01',
      'valid-until': '2026-12-31T12:00:00+01:00',
      misfire: 'skip',
    };
    const outcome = await deploy(begunBy(timer('timeDate', '2026-05-01T09:00:00Z'), { properties }));
    expect(outcome.ok && outcome.process.facts.starts[0]?.on).toEqual({
      kind: 'timer',
      schedule: {
        kind: 'date',
        expression: '2026-05-01T09:00:00Z',
        timeZone: 'Europe/Berlin',
        validFrom: '2026-01-01',
        validUntil: '2026-12-31T12:00:00+01:00',
        misfire: 'skip',
      },
    });
  });
});

describe('[ENG-93] a record event', () => {
  const lead = { 'record-type': 'demo:lead' };

  it.each([
    [
      'that is modified is the record of the instance',
      { 'record-event': 'modified', ...lead },
      [variable('recordId')],
    ],
    ['that is added is any', { 'record-event': 'added', ...lead }, null],
    [
      'is the one that is named',
      { 'record-event': 'deleted', ...lead, 'record-id': '${leadId}' },
      [variable('leadId')],
    ],
    ['is any where that is said', { 'record-event': 'deleted', ...lead, 'record-id': '*' }, null],
  ])('%s', async (_, properties, id) => {
    expect(await compiled(caught(MESSAGE, properties))).toMatchObject({
      type: 'catchEvent',
      event: { kind: 'record', recordType: ['demo:lead'], id, fields: [], filter: null },
    });
  });

  it('starts an instance for every record that fits', async () => {
    const properties = {
      'record-event': 'modified',
      ...lead,
      'record-fields': 'stage, amount',
      'record-filter': 'amount > 1000 and stage = "won"',
    };
    const outcome = await deploy(begunBy(MESSAGE, { properties }));
    expect(outcome.ok && outcome.process.facts.starts[0]?.on).toEqual({
      kind: 'record',
      on: {
        event: 'modified',
        type: 'demo:lead',
        id: null,
        fields: ['stage', 'amount'],
        filter: 'amount > 1000 and stage = "won"',
      },
    });
  });
});
