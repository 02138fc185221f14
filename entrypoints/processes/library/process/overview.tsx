import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Answer, useAnswer } from '../../../../components/answer.tsx';
import { Button } from '../../../../components/button.tsx';
import { Diagram } from '../../../../components/diagram/diagram.tsx';
import { downloadText } from '../../../../components/download.ts';
import { Icon } from '../../../../components/icon.tsx';
import { hrefOf } from '../../../../components/route.ts';
import { text } from '../../../../components/text.ts';
import { When } from '../../../../components/when.tsx';
import { CASE_FILE } from '../../../../lib/cases/definition.ts';
import type { DefinitionView, ProcessDetails } from '../../../../lib/protocol/index.ts';
import { startIcon, startWords } from '../words.ts';
import { Parameters } from './parameters.tsx';

/** What a process is: its diagram, what begins it, what it takes and gives, what it calls. */
export function Overview({ details }: { details: ProcessDetails }) {
  const { entry } = details;
  const definition = useAnswer({ type: 'definition', process: entry.key, version: null });
  return (
    <>
      <Answer of={definition} loading={text('diagramLoading')}>
        {({ definition: view }) => <Drawing definition={view} />}
      </Answer>
      <div class="process-facts">
        <Part title={text('processStarts')}>
          <Starts details={details} />
        </Part>
        <Part title={text('processOffered')}>
          <Offered entry={entry} />
        </Part>
        <Part title={text('processCalls')}>
          <Links keys={details.calls} none={text('processCallsNone')} />
        </Part>
        <Part title={text('processCalledBy')}>
          <Links keys={details.calledBy} none={text('processCalledByNone')} />
        </Part>
      </div>
      <Part title={text('processParameters')}>
        <Parameters parameters={details.parameters} />
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="process-part" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Drawing({ definition }: { definition: DefinitionView }) {
  const [selected, setSelected] = useState<string | null>(null);
  const file = `${definition.key}${definition.case === null ? '.bpmn' : CASE_FILE}`;
  return (
    <div>
      <Diagram xml={definition.bpmn} name={definition.name} selected={selected} onSelect={setSelected} />
      <div class="process-downloads">
        <Button icon="download" onClick={() => downloadText(file, definition.case ?? definition.bpmn)}>
          {text('processDownload', file)}
        </Button>
        {definition.forms.map(({ name, text: source }) => (
          <Button icon="download" key={name} onClick={() => downloadText(name, source)}>
            {text('processDownload', name)}
          </Button>
        ))}
      </div>
    </div>
  );
}

function Starts({ details: { entry } }: { details: ProcessDetails }) {
  return (
    <ul class="library-starts">
      {entry.starts.map((start) => (
        <li key={start.element}>
          <Icon name={startIcon(start)} />
          <span>{start.name || startWords(start)}</span>
          <span class="library-small">
            {[start.name && startWords(start), start.value].filter(Boolean).join(': ')}
          </span>
          {start.nextAt && (
            <span class="library-small">
              {text('processNext')} <When at={start.nextAt} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Offered({ entry: { recordTypes: types, condition } }: Pick<ProcessDetails, 'entry'>) {
  if (types.length === 0) return <p class="process-help">{text('processOfferedAnywhere')}</p>;
  return (
    <>
      <ul class="library-records">
        {types.map((type) => (
          <li key={type}>
            <code>{type}</code>
          </li>
        ))}
      </ul>
      {condition && (
        <p class="process-help">
          {text('processOfferedWhere', condition.field, condition.values.join(', '))}
        </p>
      )}
    </>
  );
}

function Links({ keys, none }: { keys: readonly string[]; none: string }) {
  if (keys.length === 0) return <p class="process-help">{none}</p>;
  return (
    <ul>
      {keys.map((key) => (
        <li key={key}>
          <a class="process-link" href={hrefOf(['library', key])}>
            {key}
          </a>
        </li>
      ))}
    </ul>
  );
}
