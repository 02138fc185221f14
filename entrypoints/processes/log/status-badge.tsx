import './status-badge.css';
import { Icon } from '../../../components/icon.tsx';
import { text } from '../../../components/text.ts';
import type { InstanceStatus, StepView } from '../../../lib/protocol/index.ts';
import { statusLook, stepStatusLook } from './words.ts';

/** The status of an instance: a picture and a word, the colour only helps. */
export function StatusBadge({ status }: { status: InstanceStatus }) {
  return <Badge {...statusLook(status)} />;
}

/** The status of a step. */
export function StepStatusBadge({ status }: { status: StepView['status'] }) {
  return <Badge {...stepStatusLook(status)} />;
}

function Badge({ label, icon, look }: ReturnType<typeof statusLook>) {
  return (
    <span class={`status-badge status-badge-${look}`}>
      <Icon name={icon} />
      <span>{text(label)}</span>
    </span>
  );
}
