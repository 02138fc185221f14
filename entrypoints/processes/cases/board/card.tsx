import type { ComponentChildren } from 'preact';
import { now } from '../../../../components/clock.ts';
import { durationWords } from '../../../../components/duration.ts';
import { Icon, type IconName } from '../../../../components/icon.tsx';
import { MenuButton } from '../../../../components/menu-button.tsx';
import { RecordLink } from '../../../../components/record-link.tsx';
import { go } from '../../../../components/route.ts';
import { counted, type MessageKey, numeral, text } from '../../../../components/text.ts';
import { When } from '../../../../components/when.tsx';
import type { CaseCard, StageLook } from '../../../../lib/protocol/index.ts';

/** As many names as stand on a card; the log has all. */
const MOST_NAMES = 2;

interface Props {
  card: CaseCard;
  usual: number | null;
  goals: readonly StageLook[];
  moving: ReadonlySet<string>;
  onMove: (card: CaseCard, stage: StageLook) => void;
}

/** A record on the board: how long it has been here, what is to be done, what is wrong. Its title opens it in the CRM. */
export function Card({ card, usual, goals, moving, onMove }: Props) {
  const { record, since, performers } = card;
  const stay = Math.max(0, now.value.getTime() - Date.parse(since));
  return (
    <li class="board-card" aria-busy={moving.has(card.instance)}>
      <div class="board-card-head">
        <p class="board-title">
          <RecordLink record={record} />
        </p>
        <CardMenu card={card} goals={goals} onMove={onMove} />
      </div>
      <p class="board-facts">
        <span>{text('boardSince', durationWords(stay))}</span>
        <span>{card.open > 0 ? counted('boardOpen', card.open) : text('boardOpenNone')}</span>
        <Due due={card.due} />
      </p>
      {performers.length > 0 && (
        <p class="board-facts">
          <Icon name={performers.some(({ user }) => user) ? 'person' : 'role'} />
          <span>{namesOf(performers)}</span>
        </p>
      )}
      <Marks card={card} slow={usual !== null && stay > usual} moving={moving.has(card.instance)} />
    </li>
  );
}

function Due({ due }: { due: string | null }) {
  if (due === null) return null;
  const overdue = new Date(due) < now.value;
  return (
    <span class={overdue ? 'board-overdue' : undefined}>
      {text(overdue ? 'taskOverdue' : 'boardDue')} <When at={due} />
    </span>
  );
}

function namesOf(performers: CaseCard['performers']): string {
  const names = performers.flatMap(({ user, role }) => user?.name ?? role?.name ?? []).sort();
  const more = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return more > 0 ? `${shown} ${text('boardMore', numeral(more))}` : shown;
}

const AGREEMENTS: Partial<Record<CaseCard['agreement'], [MessageKey, IconName, string]>> = {
  conflict: ['boardConflict', 'warning', 'warning'],
  writing: ['boardWriting', 'queued', 'muted'],
  apart: ['boardApart', 'offline', 'muted'],
};

function Marks({
  card: { agreement, failed },
  slow,
  moving,
}: {
  card: CaseCard;
  slow: boolean;
  moving: boolean;
}) {
  const standing = AGREEMENTS[agreement];
  if (!failed && !slow && !standing && !moving) return null;
  return (
    <ul class="board-marks">
      {moving && <Mark icon="busy">{text('boardMoving')}</Mark>}
      {failed && (
        <Mark icon="error" look="danger">
          {text('boardFailed')}
        </Mark>
      )}
      {standing && (
        <Mark icon={standing[1]} look={standing[2]}>
          {text(standing[0])}
        </Mark>
      )}
      {slow && (
        <Mark icon="timer" look="warning">
          {text('boardSlow')}
        </Mark>
      )}
    </ul>
  );
}

function Mark({
  icon,
  look = 'muted',
  children,
}: {
  icon: IconName;
  look?: string;
  children: ComponentChildren;
}) {
  return (
    <li class={`board-mark board-mark-${look}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </li>
  );
}

function CardMenu({ card, goals, onMove }: Pick<Props, 'card' | 'goals' | 'onMove'>) {
  const title = card.record.title ?? `${card.record.type} ${card.record.id}`;
  const stages = goals.map((stage) => {
    const here = stage.id === card.stage;
    return {
      ...{ key: stage.id, label: stage.name, disabled: here },
      icon: (stage.end === null ? 'continue' : stage.end === 'successful' ? 'ok' : 'cancel') as IconName,
      note: here ? text('boardHere') : undefined,
      act: () => onMove(card, stage),
    };
  });
  return (
    <MenuButton
      name={text('boardActions', title)}
      icon="more"
      groups={[
        ...(stages.length > 0 ? [{ heading: text('boardMoveTo'), items: stages }] : []),
        {
          heading: text('boardCase'),
          items: [
            {
              ...{ key: 'log', label: text('boardLog'), icon: 'log' as const },
              act: () => go(['log', card.instance]),
            },
          ],
        },
      ]}
    />
  );
}
