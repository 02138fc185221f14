import './move-consequences.css';
import { useId } from 'preact/hooks';
import type { CaseStepView, MovePreview } from '../lib/protocol/index.ts';
import { Banner } from './banner.tsx';
import { StepList } from './step-list.tsx';
import { text } from './text.ts';

interface Props {
  preview: MovePreview;
  /** What stands under the heading over it. */
  level: 'h2' | 'h3';
}

/** What a move to another stage would cancel and begin (behaviour 8.5). */
export function MoveConsequences({ preview: { cancelled, created, ends }, level }: Props) {
  if (cancelled.length + created.length === 0 && !ends) return <p>{text('caseMoveNothing')}</p>;
  return (
    <>
      <Steps level={level} title={text('caseMoveCancelled')} steps={cancelled} />
      <Steps level={level} title={text('caseMoveCreated')} steps={created} />
      {ends && <Banner kind="warning">{text('caseMoveEnds')}</Banner>}
    </>
  );
}

interface StepsProps extends Pick<Props, 'level'> {
  title: string;
  steps: readonly CaseStepView[];
}

function Steps({ level: Heading, title, steps }: StepsProps) {
  const id = useId();
  if (steps.length === 0) return null;
  return (
    <section class="move-steps" aria-labelledby={id}>
      <Heading id={id}>{title}</Heading>
      <StepList steps={steps} />
    </section>
  );
}
