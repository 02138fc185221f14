import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { useLive, useSend } from '../../components/client.tsx';
import { Empty } from '../../components/empty.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { Section } from '../../components/section.tsx';
import { text } from '../../components/text.ts';
import { originPattern } from '../../lib/access/origins.ts';
import type { OriginRules, Site } from '../../lib/messaging/contract.ts';
import { OtherAccess } from './other-access.tsx';

/** The CRM sites that the server knows: on each the person allows the Process button, or does not. */
export function SitesSection() {
  const sites = useLive({ kind: 'sites' });
  const policy = useLive({ kind: 'policy' });
  const status = useLive({ kind: 'status' });
  const send = useSend();
  const [declined, setDeclined] = useState<string | null>(null);

  // The browser asks only in answer to a click: nothing may be awaited before it.
  const allow = (site: Site) => {
    setDeclined(null);
    browser.permissions.request({ origins: [originPattern(site.origin)] }).then((granted) => {
      if (!granted) setDeclined(site.origin);
      send({ type: 'sites.refresh' });
    });
  };
  const remove = (site: Site) => {
    browser.permissions
      .remove({ origins: [originPattern(site.origin)] })
      .then(() => send({ type: 'sites.refresh' }));
  };

  return (
    <Section title={text('sitesTitle')} help={text('sitesHelp')}>
      {policy && <SetRules rules={policy.origins} />}
      {!sites && <Loading label={text('sitesLoading')} />}
      {sites && sites.length === 0 && (
        <Empty icon="info" title={text('sitesNoneTitle')}>
          {text('sitesNone')}
        </Empty>
      )}
      {sites && sites.length > 0 && (
        <ul>
          {sites.map((site) => (
            <SiteRow
              key={`${site.system.id} ${site.origin}`}
              site={site}
              mayDescribe={policy?.ownAdapters !== false}
              onAllow={allow}
              onRemove={remove}
            />
          ))}
        </ul>
      )}
      {sites && status?.user && <OtherAccess sites={sites} />}
      {declined && <Banner kind="warning">{text('sitesDeclined', declined)}</Banner>}
    </Section>
  );
}

/** Where an administrator lets people work, if they have said so. */
function SetRules({ rules: { only, never } }: { rules: OriginRules }) {
  if (only === null && never.length === 0) return null;
  return (
    <Banner kind="info" title={text('serverManaged')}>
      {only?.length === 0 && <p>{text('sitesNowhere')}</p>}
      {only && only.length > 0 && <p>{text('sitesOnly', only.join(', '))}</p>}
      {never.length > 0 && <p>{text('sitesNever', never.join(', '))}</p>}
    </Banner>
  );
}

interface RowProps {
  site: Site;
  /** The person may describe a CRM that is not known. */
  mayDescribe: boolean;
  onAllow: (site: Site) => void;
  onRemove: (site: Site) => void;
}

function SiteRow({ site, mayDescribe, onAllow, onRemove }: RowProps) {
  const { system, origin, granted, known, barred, first, verified } = site;
  const doubt = doubtWords(verified);
  const mayWork = known && !barred;
  return (
    <li class="site">
      <div class="site-about">
        <p class="site-name">{system.name}</p>
        <p class="site-origin">{origin}</p>
        {first && !barred && <p class="site-doubt">{text('sitesFirst')}</p>}
        {doubt && <p class="site-doubt">{doubt}</p>}
      </div>
      <div class="site-actions">
        <span class="site-state">
          <Icon name={mayWork ? (granted ? 'ok' : 'unknown') : 'warning'} />
          <span>{stateWords(site, mayDescribe)}</span>
        </span>
        {granted ? (
          <Button onClick={() => onRemove(site)}>
            {text('sitesRemove')}
            <span class="visually-hidden"> {origin}</span>
          </Button>
        ) : (
          mayWork && (
            <Button look="primary" onClick={() => onAllow(site)}>
              {text('sitesAllow')}
              <span class="visually-hidden"> {origin}</span>
            </Button>
          )
        )}
      </div>
    </li>
  );
}

/** What to expect of a CRM on which nobody has tested us; null: nothing special. */
function doubtWords(verified: Site['verified']): string | null {
  if (verified === 'seen') return text('sitesSeen');
  return verified === 'unseen' ? text('sitesUnseen') : null;
}

function stateWords({ known, granted, barred }: Site, mayDescribe: boolean): string {
  if (barred) return text('sitesBarred');
  if (!known) return text(mayDescribe ? 'sitesUnknownKind' : 'sitesUnknownKept');
  return granted ? text('sitesGranted') : text('sitesNotGranted');
}
