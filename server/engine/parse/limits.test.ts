/** Files that are large, deep or strange on purpose. */
import { describe, expect, it } from 'vitest';
import { deploy, process } from '../testing/process.ts';
import { begunBy, between, service, straight, timer } from '../testing/rule-processes.ts';
import { MAX_DEPTH, MAX_NODES } from './read-elements.ts';

async function problems(built: Parameters<typeof deploy>[0]): Promise<string> {
  const outcome = await deploy(built);
  return outcome.ok ? 'deployed' : outcome.findings.map(({ problem }) => problem).join('\n');
}

/** Sub-processes in one another, each with a start event that leads to the next. */
function nested(depth: number): string {
  let inside = '<task id="x0"/>';
  for (let at = 1; at <= depth; at += 1)
    inside = `<subProcess id="x${at}"><startEvent id="s${at}"/>${inside}<sequenceFlow id="f${at}" sourceRef="s${at}" targetRef="x${at - 1}"/></subProcess>`;
  return straight().raw(inside).flow('work', `x${depth}`).xml();
}

describe('[ENG-33] a file that is large, deep or strange', () => {
  it('sub-processes may be drawn into one another, but not without end', async () => {
    expect(await problems(nested(MAX_DEPTH))).toBe('deployed');
    expect(await problems(nested(MAX_DEPTH + 1))).toContain(`at most ${MAX_DEPTH} sub-processes`);
    expect(await problems(nested(3000))).toContain(`at most ${MAX_DEPTH} sub-processes`);
  });

  it('has elements that can be counted', async () => {
    const built = process().start('in');
    for (let at = 0; at < MAX_NODES; at += 1) built.raw(`<task id="t${at}"/>`);
    expect(await problems(built)).toContain(`at most ${MAX_NODES} elements`);
  });

  it('hundreds of decisions and joins are looked through', async () => {
    const built = process().start('in').parallel('j0').path('in', 'j0');
    for (let at = 1; at <= 300; at += 1)
      built
        .exclusive(`x${at}`)
        .task(`a${at}`)
        .parallel(`j${at}`)
        .path(`j${at - 1}`, `x${at}`)
        .flow(`x${at}`, `a${at}`, { condition: '${n > 1}' })
        .path(`a${at}`, `j${at}`)
        .otherwise(`x${at}`, `j${at}`);
    const outcome = await deploy(built.end('out').flow('j300', 'out'));
    const starving = outcome.ok ? outcome.warnings.filter(({ element }) => element?.startsWith('j')) : [];
    expect(starving).toHaveLength(300);
  });

  it('begins with a byte order mark', async () => {
    expect(await problems(`\uFEFF${straight().xml()}`)).toBe('deployed');
  });

  it.each(['ISO-8859-1', 'UTF-16', 'windows-1252'])('says that it is in %s', async (encoding) => {
    expect(await problems(straight().xml().replace('UTF-8', encoding))).toContain('a file in UTF-8');
  });

  it.each([
    [
      'tags',
      straight()
        .xml()
        .replace('</process>', `${'<a>'.repeat(50_000)}</process>`),
    ],
    [
      'sub-processes',
      straight()
        .xml()
        .replace('</process>', `${'<subProcess id="x">'.repeat(50_000)}</process>`),
    ],
  ])('has thousands of %s that are not closed', async (_, xml) => {
    expect(await problems(xml)).toMatch(/^Expected BPMN 2\.0/);
  });

  it.each([
    ['brackets', `${'('.repeat(900)}1${')'.repeat(900)}`, 'deployed'],
    ['lists', '['.repeat(1900), 'FEEL that can be read'],
    ['operators', `${'a + '.repeat(490)}1`, 'deployed'],
    ['characters', 'a'.repeat(2001), 'FEEL of at most 2000'],
  ])('has FEEL of hundreds of %s', async (_, expression, expected) => {
    const built = between(service('it', 'formula', { expression, 'output:value': 'b' }));
    expect(await problems(built)).toContain(expected);
  });

  it('is quoted in part, so that a finding can be read', async () => {
    const built = begunBy(timer('timeDate', 'x'.repeat(100_000)));
    expect((await problems(built)).length).toBeLessThan(1000);
  });
});
