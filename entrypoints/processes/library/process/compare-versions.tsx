import { useEffect, useMemo, useState } from 'preact/hooks';
import { Answer, type Answered, useAnswer } from '../../../../components/answer.tsx';
import { Banner } from '../../../../components/banner.tsx';
import { Diagram } from '../../../../components/diagram/diagram.tsx';
import type { Mark } from '../../../../components/diagram/marks.ts';
import { Loading } from '../../../../components/loading.tsx';
import { counted, text } from '../../../../components/text.ts';
import type { AdminQueryResult, DefinitionView } from '../../../../lib/protocol/index.ts';
import { type Difference, marksOf } from './comparison.ts';
import { DifferenceList } from './difference-list.tsx';

interface Props {
  process: string;
  /** The older one, and the one that it is compared with. */
  from: number;
  to: number;
}

/** Two versions beside each other: what was added, removed and changed, in both diagrams and as a list. */
export function CompareVersions({ process, from, to }: Props) {
  const before = useAnswer({ type: 'definition', process, version: from });
  const after = useAnswer({ type: 'definition', process, version: to });
  return (
    <Answer of={both(before, after)} loading={text('compareLoading')}>
      {(pair) => <Compared {...pair} />}
    </Answer>
  );
}

type Definition = Extract<AdminQueryResult, { type: 'definition' }>;
interface Pair {
  before: DefinitionView;
  after: DefinitionView;
}

/** Both or none: half a comparison is none. */
function both(before: Answered<Definition>, after: Answered<Definition>): Answered<Pair> {
  const pair = before.result && after.result;
  return {
    result: pair && before.result ? { before: before.result.definition, after: pair.definition } : null,
    error: before.error ?? after.error,
    asking: before.asking || after.asking,
    link: before.link,
    reload() {
      before.reload();
      after.reload();
    },
  };
}

function Compared({ before, after }: Pair) {
  const [selected, setSelected] = useState<string | null>(null);
  const { differences, problem } = useDifferences(before.bpmn, after.bpmn);
  const marks = useMemo(() => marksOf(differences ?? []), [differences]);
  if (problem) return <Banner kind="warning">{text('compareFailed', problem)}</Banner>;
  if (!differences) return <Loading label={text('compareLoading')} />;
  const forms = changedForms(before, after);
  const nothing = differences.length === 0 && forms.length === 0;
  return (
    <div class="compare">
      <p role="status">{nothing ? text('compareSame') : counted('compareCount', differences.length)}</p>
      {forms.length > 0 && <p>{text('compareForms', forms.join(', '))}</p>}
      <DifferenceList differences={differences} selected={selected} onSelect={setSelected} />
      <div class="compare-sides">
        <Side definition={before} marks={marks.before} selected={selected} onSelect={setSelected} />
        <Side definition={after} marks={marks.after} selected={selected} onSelect={setSelected} />
      </div>
    </div>
  );
}

interface SideProps {
  definition: DefinitionView;
  marks: Record<string, Mark>;
  selected: string | null;
  onSelect: (element: string | null) => void;
}

function Side({ definition, marks, selected, onSelect }: SideProps) {
  const title = text('libraryVersion', String(definition.version));
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <Diagram
        xml={definition.bpmn}
        name={`${definition.name}, ${title}`}
        marks={marks}
        selected={selected}
        onSelect={onSelect}
        compact
      />
    </section>
  );
}

/** The names of the forms that are not the same in both. */
function changedForms(before: DefinitionView, after: DefinitionView): string[] {
  const texts = new Map(before.forms.map(({ name, text: source }) => [name, source]));
  const changed = after.forms.filter(({ name, text: source }) => texts.get(name) !== source);
  const gone = before.forms.filter(({ name }) => !after.forms.some((form) => form.name === name));
  return [...changed, ...gone].map(({ name }) => name);
}

function useDifferences(before: string, after: string) {
  const [state, setState] = useState<{ differences: Difference[] | null; problem: string | null }>({
    differences: null,
    problem: null,
  });
  useEffect(() => {
    let wanted = true;
    setState({ differences: null, problem: null });
    import('./compare.ts')
      .then(({ compareVersions }) => compareVersions(before, after))
      .then(
        (differences) => wanted && setState({ differences, problem: null }),
        (error: unknown) => wanted && setState({ differences: null, problem: String(error) }),
      );
    return () => {
      wanted = false;
    };
  }, [before, after]);
  return state;
}
