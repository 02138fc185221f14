import { useMemo, useState } from 'preact/hooks';
import { Diagram } from '../../../../components/diagram/diagram.tsx';
import type { Mark } from '../../../../components/diagram/marks.ts';
import { hrefOf } from '../../../../components/route.ts';
import { counted, text } from '../../../../components/text.ts';
import { findingText } from '../../../../lib/error-text/finding-text.ts';
import type { FileOutcome } from '../../../../lib/protocol/index.ts';
import { FindingList } from './finding-list.tsx';
import type { CheckedFile } from './use-check.ts';

/** One checked file: its findings as a list and on the diagram; choosing one shows its element. */
export function CheckedProcess({ file: { source, outcome } }: { file: CheckedFile }) {
  const [selected, setSelected] = useState<string | null>(null);
  const marks = useMemo(() => marksOf(outcome), [outcome]);
  const { findings, warnings, key, version } = outcome;
  const isDrawing = source !== null && /\.bpmn$/i.test(source.name);
  return (
    <section class="deploy-process" aria-label={outcome.name ?? outcome.file}>
      <h2>{outcome.name ?? outcome.file}</h2>
      {key && version !== null && (
        <p>
          <a href={hrefOf(['library', key])}>{text('deployOpen')}</a>
        </p>
      )}
      <FindingList
        look="danger"
        title={counted('deployFindings', findings.length)}
        findings={findings}
        selected={selected}
        onSelect={setSelected}
      />
      <FindingList
        look="warning"
        title={counted('deployWarnings', warnings.length)}
        findings={warnings}
        selected={selected}
        onSelect={setSelected}
      />
      {isDrawing && (
        <Diagram
          xml={source.text}
          name={outcome.name ?? outcome.file}
          marks={marks}
          selected={selected}
          onSelect={setSelected}
        />
      )}
    </section>
  );
}

/** A mark for every element that something was found at; its words are the findings themselves. */
function marksOf({ findings, warnings }: FileOutcome): Record<string, Mark> {
  const marks: Record<string, Mark> = {};
  for (const [list, tone] of [
    [warnings, 'warning'],
    [findings, 'danger'],
  ] as const) {
    for (const finding of list) {
      const { element } = finding;
      if (!element) continue;
      const { problem } = findingText(finding);
      const before = marks[element]?.hint;
      const count = [...findings, ...warnings].filter((one) => one.element === element).length;
      const hint = before ? `${before} ${problem}` : problem;
      marks[element] = { tone, badge: count > 1 ? String(count) : '!', hint };
    }
  }
  return marks;
}
