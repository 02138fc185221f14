import { useEffect } from 'preact/hooks';
import { Banner } from '../../components/banner.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { useLive, useSend } from '../../components/client.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { OPTIONS_PAGE } from '../../components/pages.ts';
import { text } from '../../components/text.ts';
import type { Diagnosis } from '../../lib/messaging/contract.ts';
import { type DiagnosedLink, nameOf, remedyOf, reportOf, stateWord } from './words.ts';

const ICONS = { ok: 'ok', failing: 'error', unknown: 'unknown', skipped: 'skipped' } as const;

/** Which link of the chain from this browser to the process server fails, and what to do about it. */
export function Diagnose() {
  const diagnosis = useLive({ kind: 'diagnosis' });
  const send = useSend();
  useEffect(() => {
    document.title = text('diagnoseTitle');
    send({ type: 'diagnosis.run' });
    // Once, when the page opens; later runs are asked for.
  }, []);
  return (
    <main class="diagnose">
      <header>
        <h1>{text('diagnoseTitle')}</h1>
        <p class="diagnose-lead">{text('diagnoseLead')}</p>
      </header>
      {diagnosis ? <Chain diagnosis={diagnosis} /> : <Loading label={text('diagnoseRunning')} />}
      <div class="diagnose-actions">
        <Button
          look="primary"
          icon={diagnosis?.running ? 'busy' : 'retry'}
          disabled={diagnosis?.running ?? true}
          onClick={() => send({ type: 'diagnosis.run' })}
        >
          {diagnosis?.running ? text('diagnoseRunning') : text('diagnoseAgain')}
        </Button>
        {diagnosis && <CopyButton label={text('diagnoseCopy')} words={() => reportOf(diagnosis.links)} />}
        <LinkButton icon="settings" href={OPTIONS_PAGE}>
          {text('diagnoseOptions')}
        </LinkButton>
      </div>
    </main>
  );
}

function Chain({ diagnosis }: { diagnosis: Diagnosis }) {
  const failing = diagnosis.links.filter((link) => link.state === 'failing');
  const checked = !diagnosis.running && diagnosis.links.some((link) => link.state === 'ok');
  return (
    <>
      {checked && failing.length === 0 && <Banner kind="ok" title={text('diagnoseAllOk')} />}
      {!diagnosis.running && failing[0] && (
        <Banner kind="warning" title={text('diagnoseFirst', nameOf(failing[0]))} />
      )}
      <ol class="chain" aria-busy={diagnosis.running}>
        {diagnosis.links.map((link) => (
          <Line key={link.link} link={link} />
        ))}
      </ol>
    </>
  );
}

function Line({ link }: { link: DiagnosedLink }) {
  const icon: IconName = ICONS[link.state];
  return (
    <li class={`link link-${link.state}`}>
      <Icon name={icon} />
      <span class="link-name">{nameOf(link)}</span>
      <span class="link-state">{stateWord(link)}</span>
      {link.detail && <p class="link-detail">{link.detail}</p>}
      {link.state === 'failing' && <p class="link-remedy">{remedyOf(link)}</p>}
    </li>
  );
}
