import { Icon } from '../../../../components/icon.tsx';
import { text } from '../../../../components/text.ts';
import { findingText } from '../../../../lib/error-text/finding-text.ts';
import type { Finding } from '../../../../lib/protocol/index.ts';

interface Props {
  look: 'danger' | 'warning';
  title: string;
  findings: readonly Finding[];
  /** The element that is outlined in the diagram. */
  selected: string | null;
  onSelect: (element: string | null) => void;
}

/** What was found: which element, what is wrong, what to do. Those of an element show it in the diagram. */
export function FindingList({ look, title, findings, selected, onSelect }: Props) {
  if (findings.length === 0) return null;
  return (
    <div class={`findings findings-${look}`}>
      <h3>
        <Icon name={look === 'danger' ? 'error' : 'warning'} />
        <span>{title}</span>
      </h3>
      <ul>
        {findings.map((finding, index) => (
          <li key={index}>
            <Line finding={finding} selected={selected} onSelect={onSelect} />
          </li>
        ))}
      </ul>
    </div>
  );
}

type LineProps = Pick<Props, 'selected' | 'onSelect'> & { finding: Finding };

function Line({ finding, selected, onSelect }: LineProps) {
  const { element, name } = finding;
  const { problem, remedy } = findingText(finding);
  const words = (
    <>
      <span class="finding-element">{name || element || text('findingWholeFile')}</span>
      <span>{problem}</span>
      <span class="finding-remedy">{remedy}</span>
    </>
  );
  if (!element) return <div class="finding">{words}</div>;
  const pressed = element === selected;
  return (
    <button
      type="button"
      class="finding"
      aria-pressed={pressed}
      onClick={() => onSelect(pressed ? null : element)}
    >
      {words}
    </button>
  );
}
