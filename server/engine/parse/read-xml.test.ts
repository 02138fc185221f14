import { describe, expect, it } from 'vitest';
import { deploy, process } from '../testing/process.ts';

const built = () => process().start('in').task('work').end('out').path('in', 'work', 'out').xml();

describe('[ENG-33] a file that is no process', () => {
  it.each([
    ['nothing', ''],
    ['no XML', 'hello'],
    ['other XML', '<a/>'],
    ['half a file', built().slice(0, 700)],
    ['no process', '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'],
    ['a process that is not executable', built().replace('isExecutable="true"', 'isExecutable="false"')],
    [
      'two executable processes',
      built().replace('</definitions>', '<process id="second" isExecutable="true"/></definitions>'),
    ],
    ['an element of no standard', built().replace('</process>', '<dance id="d"/></process>')],
    ['a flow to an element that is not there', built().replace('targetRef="out"', 'targetRef="gone"')],
    ['the same id twice', built().replace('<endEvent id="out"', '<endEvent id="in"')],
    ['a huge file', ' '.repeat(2_000_001)],
  ])('is refused with a finding: %s', async (_, xml) => {
    const outcome = await deploy(xml);
    expect(outcome.ok).toBe(false);
    const findings = outcome.ok ? [] : outcome.findings;
    expect(findings.length).toBeGreaterThan(0);
    for (const { problem, remedy } of findings) {
      expect(problem).toMatch(/^Expected .+, got .+\.$|^Expected .+\.$/s);
      expect(remedy).toMatch(/^[A-Z].{8,}\.$/);
    }
  });

  it('an entity that would grow without end is not expanded', async () => {
    const bomb = `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${built()
      .replace('name="work"', 'name="&b;"')
      .replace(/<\?xml[^>]*>/, '')}`;
    const outcome = await deploy(bomb);
    expect(JSON.stringify(outcome)).not.toContain('aaaaaaaaaaaaaaaaaaaa');
  });
});

describe('a file with more in it than the process', () => {
  it('keeps annotations, lanes, pools, other tools and other processes out of the way', async () => {
    const xml = built()
      .replace(
        '</process>',
        '<laneSet id="l"><lane id="l1"><flowNodeRef>work</flowNodeRef></lane></laneSet><textAnnotation id="t"><text>Note</text></textAnnotation><association id="a" sourceRef="work" targetRef="t"/></process><process id="theirs" isExecutable="false"/>',
      )
      .replace(
        '<process',
        '<collaboration id="c"><participant id="p" processRef="test"/></collaboration><message id="m" name="M"/><process',
      );
    expect(await deploy(xml)).toMatchObject({ ok: true, warnings: [] });
  });

  it('reads another prefix for the same namespace', async () => {
    const xml = built().replaceAll('camunda:', 'c7:').replace('xmlns:camunda', 'xmlns:c7');
    expect(await deploy(xml)).toMatchObject({ ok: true });
  });

  it('takes an empty property or attribute as not given, because modelers write them', async () => {
    const xml = process()
      .start('in')
      .task('work', { dueDate: ' ', properties: { 'start-in': '', 'result:a': '', hint: ' ' } })
      .path('in', 'work')
      .xml();
    expect(await deploy(xml)).toMatchObject({ ok: true, warnings: [] });
  });

  it('warns of attributes that no engine knows', async () => {
    const xml = built().replace('camunda:assignee="anna"', 'camunda:assignee="anna" camunda:asignee="ben"');
    expect(await deploy(xml)).toMatchObject({
      ok: true,
      warnings: [{ element: 'work', problem: expect.stringContaining('asignee') }],
    });
  });

  it('tells the process by key, name, description and the records that it is offered on', async () => {
    const xml = process({ record: 'tryton:sale.opportunity, demo:lead', description: 'What it is for' })
      .start('in')
      .task('work')
      .path('in', 'work')
      .xml();
    expect(await deploy(xml)).toMatchObject({
      ok: true,
      process: {
        facts: {
          key: 'test',
          name: 'Test',
          description: 'What it is for',
          recordTypes: ['tryton:sale.opportunity', 'demo:lead'],
        },
      },
    });
  });
});
