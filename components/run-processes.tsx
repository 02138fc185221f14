import './run-processes.css';
import { useState } from 'preact/hooks';
import type { StartableProcess } from '../lib/protocol/index.ts';
import { Button } from './button.tsx';
import { useLive } from './client.tsx';
import { Icon } from './icon.tsx';
import { text } from './text.ts';
import { TextInput } from './text-input.tsx';

/** From so many on, the list of other processes can be searched. */
const SEARCH_FROM = 8;

interface Props {
  onRun: (process: StartableProcess) => void;
}

/** Processes that need no record: those for quick launch at one press, behind them every other (behaviour 3.1). */
export function RunProcesses({ onRun }: Props) {
  const processes = useLive({ kind: 'runnable' });
  if (!processes || processes.length === 0) return null;
  const quick = processes.filter((process) => process.quickLaunch);
  const others = processes.filter((process) => !process.quickLaunch);
  return (
    <section class="run-processes" aria-label={text('runTitle')}>
      {quick.map((process) => (
        <Run key={process.key} process={process} onRun={onRun} />
      ))}
      {others.length > 0 && (
        <Others title={text(quick.length > 0 ? 'runAnother' : 'runTitle')} processes={others} onRun={onRun} />
      )}
    </section>
  );
}

function Others({ title, processes, onRun }: { title: string; processes: StartableProcess[] } & Props) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLocaleLowerCase();
  const found = processes.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  return (
    <details class="run-others">
      <summary>
        <Icon name="next" />
        {title}
      </summary>
      {processes.length >= SEARCH_FROM && (
        <TextInput name="search" label={text('runSearch')} value={search} onInput={setSearch} />
      )}
      <div class="run-found">
        {found.map((process) => (
          <Run key={process.key} process={process} onRun={onRun} />
        ))}
      </div>
      {found.length === 0 && <p role="status">{text('runNothingFound')}</p>}
    </details>
  );
}

function Run({ process, onRun }: { process: StartableProcess } & Props) {
  return (
    <Button
      look="quiet"
      icon={process.quickLaunch ? 'quick' : 'process'}
      onClick={(event) => {
        // A page must not start anything in the person's name.
        if (event.isTrusted) onRun(process);
      }}
    >
      {process.name}
    </Button>
  );
}
