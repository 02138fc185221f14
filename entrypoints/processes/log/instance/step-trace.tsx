import { Answer, useAnswer } from '../../../../components/answer.tsx';
import { counted, text } from '../../../../components/text.ts';
import type { StepTrace as Trace } from '../../../../lib/protocol/index.ts';
import { changesOf } from './trace-changes.ts';
import { ValueView } from './value-view.tsx';

/** What a step did to the variables, as it was recorded. */
export function StepTrace({ instance, step }: { instance: string; step: string }) {
  const trace = useAnswer({ type: 'trace', instance, step });
  return (
    <div class="trace">
      <Answer of={trace}>{(result) => <Changes trace={result.trace} />}</Answer>
    </div>
  );
}

function Changes({ trace }: { trace: Trace }) {
  const { changes, same } = changesOf(trace);
  return (
    <>
      {trace.after === null && <p>{text('traceNotYet')}</p>}
      {changes.length === 0 ? (
        <p>{text('traceNothing')}</p>
      ) : (
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">{text('variableName')}</th>
              <th scope="col">{text('traceBefore')}</th>
              <th scope="col">{text('traceAfter')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ name, before, after }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="trace-before" data-label={text('traceBefore')}>
                  {before ? <ValueView value={before.value} /> : text('traceAbsent')}
                </td>
                <td class="trace-after" data-label={text('traceAfter')}>
                  {after ? <ValueView value={after.value} /> : text('traceAbsent')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {same > 0 && <p class="trace-same">{counted('traceSame', same)}</p>}
    </>
  );
}
