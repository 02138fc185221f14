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
import type { Site } from '../../lib/messaging/contract.ts';

/** The CRM sites that the server knows: on each the person allows the Process button, or does not. */
export function SitesSection() {
  const sites = useLive({ kind: 'sites' });
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
      {!sites && <Loading label={text('sitesLoading')} />}
      {sites && sites.length === 0 && (
        <Empty icon="info" title={text('sitesNoneTitle')}>
          {text('sitesNone')}
        </Empty>
      )}
      {sites && sites.length > 0 && (
        <ul>
          {sites.map((site) => (
            <SiteRow key={`${site.system.id} ${site.origin}`} site={site} onAllow={allow} onRemove={remove} />
          ))}
        </ul>
      )}
      {declined && <Banner kind="warning">{text('sitesDeclined', declined)}</Banner>}
    </Section>
  );
}

interface RowProps {
  site: Site;
  onAllow: (site: Site) => void;
  onRemove: (site: Site) => void;
}

function SiteRow({ site, onAllow, onRemove }: RowProps) {
  const { system, origin, granted, known, verified } = site;
  const doubt = doubtWords(verified);
  return (
    <li class="site">
      <div class="site-about">
        <p class="site-name">{system.name}</p>
        <p class="site-origin">{origin}</p>
        {doubt && <p class="site-doubt">{doubt}</p>}
      </div>
      <div class="site-actions">
        <span class="site-state">
          <Icon name={known ? (granted ? 'ok' : 'unknown') : 'warning'} />
          <span>{stateWords(known, granted)}</span>
        </span>
        {granted ? (
          <Button onClick={() => onRemove(site)}>
            {text('sitesRemove')}
            <span class="visually-hidden"> {origin}</span>
          </Button>
        ) : (
          known && (
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

function stateWords(known: boolean, granted: boolean): string {
  if (!known) return text('sitesUnknownKind');
  return granted ? text('sitesGranted') : text('sitesNotGranted');
}
