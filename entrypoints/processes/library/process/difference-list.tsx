import { typeName } from '../../../../components/diagram/elements.ts';
import { text } from '../../../../components/text.ts';
import { type Difference, wordsOf } from './comparison.ts';

interface Props {
  differences: readonly Difference[];
  selected: string | null;
  onSelect: (element: string | null) => void;
}

/** The differences in words; choosing one shows its element in the diagrams. */
export function DifferenceList({ differences, selected, onSelect }: Props) {
  if (differences.length === 0) return null;
  return (
    <ul class="differences">
      {differences.map((difference) => {
        const pressed = difference.id === selected;
        return (
          <li key={difference.id}>
            <button
              type="button"
              class="difference"
              aria-pressed={pressed}
              onClick={() => onSelect(pressed ? null : difference.id)}
            >
              <span class={`difference-how difference-${difference.how}`}>{wordsOf(difference.how)}</span>
              <span class="difference-name">{difference.name || difference.id}</span>
              <span class="difference-type">{typeName(difference.type)}</span>
            </button>
            <Parts difference={difference} />
          </li>
        );
      })}
    </ul>
  );
}

function Parts({ difference: { parts } }: { difference: Difference }) {
  if (parts.length === 0) return null;
  return (
    <dl class="difference-parts">
      {parts.map(({ part, before, after }) => (
        <div key={part}>
          <dt>{part}</dt>
          <dd>
            <del>{before ?? text('compareNothing')}</del>
            <span aria-hidden="true"> → </span>
            <ins>{after ?? text('compareNothing')}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
