import { useMemo } from 'preact/hooks';
import { Answer, useAnswer } from '../../../components/answer.tsx';
import { Diagram } from '../../../components/diagram/diagram.tsx';
import type { Marks } from '../../../components/diagram/marks.ts';
import { text } from '../../../components/text.ts';
import type { Statistics } from '../../../lib/protocol/index.ts';
import { Panel } from '../panel.tsx';
import { heatOf, numberWords, totalOf } from './chart-data.ts';
import { timeWords } from './figures-chart.tsx';

interface Props {
  process: string;
  version: number | null;
  elements: Statistics['elements'];
}

/** Where the time goes, on the diagram: the warmer an element, the more time all its executions took. */
export function HeatMap({ process, version, elements }: Props) {
  const definition = useAnswer({ type: 'definition', process, version });
  const heat = useMemo(() => heatOf(elements), [elements]);
  const marks = useMemo(() => hintsOf(elements), [elements]);
  return (
    <Panel title={text('heatTitle')}>
      <Answer of={definition} loading={text('diagramLoading')}>
        {({ definition: { bpmn, name } }) => <Diagram xml={bpmn} name={name} heat={heat} marks={marks} />}
      </Answer>
      <p class="note">{text('heatLegend')}</p>
    </Panel>
  );
}

/** The figures in words, for the hover and for the list of elements. */
function hintsOf(elements: Statistics['elements']): Marks {
  return Object.fromEntries(
    elements.map(({ element, durations }) => {
      const { count, median, p90 } = durations;
      const hint = text(
        'heatHint',
        numberWords(count),
        timeWords(totalOf(durations)),
        timeWords(median),
        timeWords(p90),
      );
      return [element, { tone: 'plain', hint }];
    }),
  );
}
