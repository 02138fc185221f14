import { useMemo } from 'preact/hooks';
import { Answer, useAnswer } from '../../../../components/answer.tsx';
import { now } from '../../../../components/clock.ts';
import { Diagram } from '../../../../components/diagram/diagram.tsx';
import { text } from '../../../../components/text.ts';
import type { DefinitionView, InstanceDetails } from '../../../../lib/protocol/index.ts';
import { Panel } from '../../panel.tsx';
import { flowsOf } from './flows-taken.ts';
import { instanceMarks } from './instance-marks.ts';

interface Props {
  instance: InstanceDetails;
  element: string | null;
  onElement: (element: string | null) => void;
}

/** The process as it was drawn, with the path taken and where it stands. */
export function InstanceDiagram(props: Props) {
  const { key, version } = props.instance.summary.process;
  const definition = useAnswer({ type: 'definition', process: key, version });
  return (
    <Panel title={text('diagramTitle')}>
      <Answer of={definition} loading={text('diagramLoading')}>
        {(result) => <Drawn {...props} definition={result.definition} />}
      </Answer>
    </Panel>
  );
}

function Drawn({ instance, element, onElement, definition }: Props & { definition: DefinitionView }) {
  const flows = useMemo(() => flowsOf(definition.bpmn), [definition.bpmn]);
  // Drawn anew only when something has happened; the times in the hints are as of then.
  const facts = JSON.stringify([instance.steps, instance.taken, instance.waiting]);
  const marks = useMemo(() => instanceMarks(instance, flows, now.peek()), [facts, flows]);
  return (
    <>
      <Diagram
        xml={definition.bpmn}
        name={definition.name}
        marks={marks}
        selected={element}
        onSelect={onElement}
      />
      <p class="note">{text('diagramLegend')}</p>
    </>
  );
}
