import { useEffect } from 'preact/hooks';
import { ConnectionState } from '../../components/connection-state.tsx';
import { Empty } from '../../components/empty.tsx';
import { Icon } from '../../components/icon.tsx';
import { Refusals } from '../../components/refusals.tsx';
import { hrefOf, route } from '../../components/route.ts';
import { text } from '../../components/text.ts';
import { FIRST_SECTION, SECTIONS } from './sections.ts';

/** The page of administrators: which processes there are, what they do, how long they take. */
export function Processes() {
  const [name = FIRST_SECTION, ...path] = route().path;
  const section = SECTIONS.find((one) => one.name === name);
  useEffect(() => {
    document.title = text('processesTitle');
  }, []);
  return (
    <>
      <header class="processes-head">
        <img class="processes-mark" src="/icon/128.png" alt="" />
        <Navigation current={name} />
        <ConnectionState />
      </header>
      <main class="processes">
        <Refusals />

        {section ? <section.view key={path[0] ?? ''} path={path} /> : <Unknown />}
      </main>
    </>
  );
}

function Navigation({ current }: { current: string }) {
  return (
    <nav class="processes-nav" aria-label={text('processesNav')}>
      {SECTIONS.flatMap(({ name, nav }) =>
        nav ? (
          <a
            key={name}
            class="processes-link"
            href={hrefOf([name])}
            aria-current={name === current ? 'page' : undefined}
          >
            <Icon name={nav.icon} />
            <span>{text(nav.label)}</span>
          </a>
        ) : (
          []
        ),
      )}
    </nav>
  );
}

function Unknown() {
  return (
    <Empty icon="unknown" title={text('processesUnknownTitle')} wholePage>
      {text('processesUnknown')}
    </Empty>
  );
}
