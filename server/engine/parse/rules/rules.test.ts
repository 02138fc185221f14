/** Every rule with processes that it refuses, and the element that it names. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ACTION_CASES } from '../../testing/action-cases.ts';
import { EVENT_CASES } from '../../testing/event-cases.ts';
import { FLOW_CASES } from '../../testing/flow-cases.ts';
import { PAGE_CASES } from '../../testing/page-cases.ts';
import { deploy, process } from '../../testing/process.ts';
import { RECORD_STEP_CASES } from '../../testing/record-step-cases.ts';
import { type Case, chosen, formOf, straight } from '../../testing/rule-processes.ts';
import { STEP_CASES } from '../../testing/step-cases.ts';
import { RULES, WARNINGS } from './index.ts';

/** Complete by its type: a rule without a case does not compile. */
const CASES: Record<keyof typeof RULES | keyof typeof WARNINGS, Case[]> = {
  ...FLOW_CASES,
  ...EVENT_CASES,
  ...STEP_CASES,
  ...RECORD_STEP_CASES,
  ...PAGE_CASES,
  ...ACTION_CASES,
};
const cases = Object.entries(CASES).flatMap(([rule, list]) => list.map((entry) => [rule, ...entry] as const));

describe('[ENG-33] deployment checks', () => {
  it.each(cases)('%s: %s', async (rule, _, built, element, problem) => {
    const xml = typeof built === 'string' ? built : built.xml();
    const outcome = await deploy(xml, formOf(xml));
    const findings =
      rule in RULES ? (outcome.ok ? [] : outcome.findings) : outcome.ok ? outcome.warnings : [];
    expect(findings).toContainEqual({
      element,
      name: findings.find((entry) => entry.element === element)?.name ?? null,
      problem: expect.stringContaining(problem),
      remedy: expect.stringMatching(/^[A-Z].{8,}\.$/s),
    });
    for (const entry of findings) expect(entry.problem).toMatch(/^Expected .+, got .+\.$|^Expected .+\.$/s);
  });

  it('a process without any of these faults is deployed without warnings', async () => {
    expect(await deploy(straight())).toMatchObject({ ok: true, warnings: [] });
  });

  it.each([
    ['every answer', "${answer == 'yes'}", "${answer == 'no'}"],
    ['an answer and everything else', "${answer == 'yes'}", "${answer != 'yes'}"],
    ['answers in one condition', "${answer == 'yes' || answer == 'no'}", "${answer == 'no'}"],
  ])('[ENG-34] %s covered by conditions needs no default flow', async (_, first, second) => {
    const built = chosen()
      .flow('choose', 'a', { condition: first })
      .flow('choose', 'b', { condition: second });
    expect(await deploy(built)).toMatchObject({ ok: true, warnings: [] });
  });

  it('[ENG-34] is proven through merging gateways and for several tasks', async () => {
    const built = process()
      .start('in')
      .exclusive('again')
      .dialog('ask')
      .exclusive('merge')
      .exclusive('choose')
      .end('out')
      .path('in', 'again', 'ask', 'merge', 'choose')
      .flow('choose', 'out', { condition: "${answer == 'yes'}" })
      .dialog('other')
      .flow('choose', 'other', { condition: "${answer == 'no'}" })
      .flow('other', 'merge');
    expect(await deploy(built)).toMatchObject({ ok: true, warnings: [] });
  });

  it('a parallel gateway behind a split of all flows, or behind a loop back, is no cause for a warning', async () => {
    const built = process()
      .start('in')
      .parallel('fork')
      .dialog('ask')
      .exclusive('again')
      .task('b')
      .parallel('join')
      .end('out')
      .path('in', 'fork', 'ask', 'again')
      .flow('again', 'ask', { condition: "${answer == 'no'}" })
      .otherwise('again', 'join')
      .path('fork', 'b', 'join', 'out');
    expect(await deploy(built)).toMatchObject({ ok: true, warnings: [] });
  });

  it('each rule is a file of its own name, stands in the table and is explained to authors', () => {
    const files = readdirSync(new URL('.', import.meta.url))
      .filter((name) => !/^index|test/.test(name))
      .map((name) => name.replace('.ts', ''));
    const rules = [...Object.keys(RULES), ...Object.keys(WARNINGS)];
    expect(files.toSorted()).toEqual(rules.toSorted());
    const guide = readFileSync(new URL('../../../../docs/authoring.md', import.meta.url), 'utf8');
    expect(rules.filter((rule) => !guide.includes(`\`${rule}\``))).toEqual([]);
  });
});
