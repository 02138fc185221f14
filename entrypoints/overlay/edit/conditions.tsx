import { Icon, type IconName } from '../../../components/icon.tsx';
import { counted, text } from '../../../components/text.ts';
import type { RecordCondition } from '../../../lib/protocol/index.ts';
import { conditionWords } from './condition-words.ts';

const SIGNS = {
  met: { icon: 'ok', words: 'conditionMet' },
  open: { icon: 'unknown', words: 'conditionOpen' },
  unknown: { icon: 'unknown', words: 'conditionUnknown' },
} as const satisfies Record<RecordCondition['state'], { icon: IconName; words: string }>;

/** What the record must be like, each line with whether it is (must-have M12); a change is read out. */
export function Conditions({ conditions }: { conditions: readonly RecordCondition[] }) {
  if (conditions.length === 0) return null;
  const open = conditions.filter(({ state }) => state !== 'met').length;
  return (
    <section class="conditions" aria-label={text('conditions')}>
      <p class="conditions-count" role="status">
        {open === 0 ? text('conditionsMet') : counted('conditionsOpen', open)}
      </p>
      <ul>
        {conditions.map((condition) => (
          <li key={condition.text} class={`condition condition-${condition.state}`}>
            <Icon name={SIGNS[condition.state].icon} />
            <span>
              {conditionWords(condition)}
              <span class="visually-hidden"> ({text(SIGNS[condition.state].words)})</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
