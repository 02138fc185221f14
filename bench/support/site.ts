import { createServer } from 'node:http';

/** A made-up CRM page of a known size, in the shape that the adapter named by `kind` recognises. */
export interface BenchSite {
  origin: string;
  kind: 'redmine';
  record: string;
  noRecord: string;
  close(): Promise<void>;
}

const ELEMENTS = 5_000;

/** Serves a record page and a page without a record, both with 5,000 elements. */
export async function startSite(): Promise<BenchSite> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(request.url?.startsWith('/blank') ? '<!doctype html><title>blank</title>' : pageHtml());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP address, got none.');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    kind: 'redmine',
    record: `${origin}/issues/1`,
    noRecord: `${origin}/projects/sales`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function pageHtml(): string {
  const rows = Array.from({ length: Math.round(ELEMENTS / 10) }, (_, row) => rowHtml(row)).join('');
  return `<!doctype html><meta charset="utf-8"><title>Issue #1</title>
<style>body { font: 14px sans-serif } td { border: 1px solid #ddd; padding: 3px } #feed { height: 240px; overflow: auto }</style>
<body><div id="content">
  <div class="contextual"><a href="#edit">Edit</a> <a href="#copy">Copy</a></div>
  <h2>Issue #1</h2>
  <div class="issue"><div class="subject"><h3>The printer prints blank pages</h3></div></div>
  <form onsubmit="return false"><label>Note <textarea name="note"></textarea></label></form>
  <table>${rows}</table>
  <section id="feed"></section>
</div>
<script>${PAGE_SCRIPT}</script></body>`;
}

function rowHtml(row: number): string {
  return `<tr><td><a href="#${row}">Deal ${row}</a></td><td><span>Open</span></td><td>${row * 100}</td><td><span>AB</span></td><td><b>x</b></td></tr>`;
}

/** What the page itself does when a bench tells it to. Runs in the page, so it is a text. */
const PAGE_SCRIPT = `
window.bench = {
  // A thousand child list changes per second, in batches, as a busy feed makes them.
  storm(seconds, perSecond = 1000, batch = 10) {
    const feed = document.querySelector('#feed'), step = 1000 * batch / perSecond;
    const total = perSecond * seconds / batch, began = performance.now();
    let batches = 0, mutations = 0;
    const card = () => { const d = document.createElement('div'); d.innerHTML = '<span>Call</span><a href="#">Open</a>'; return d; };
    return new Promise((done) => {
      const next = () => {
        for (let i = 0; i < batch; i++, mutations++)
          if (i % 2 || feed.childElementCount < 5) feed.append(card()); else feed.firstElementChild.remove();
        if (++batches >= total) return done(mutations);
        setTimeout(next, Math.max(0, began + batches * step - performance.now()));
      };
      next();
    });
  },
  // Another record without a reload: the page is taken down and built again, as single-page CRMs do.
  // Resolves with the milliseconds from the new toolbar to the first frame with the button in it.
  async navigate(tag) {
    const content = document.querySelector('#content');
    const parts = [...content.children].filter((part) => !part.matches(tag));
    history.pushState({}, '', '/issues/' + (Number(location.pathname.split('/')[2]) + 1));
    content.replaceChildren();
    await new Promise((later) => setTimeout(later, 50));
    for (const part of parts) for (const old of part.querySelectorAll(tag)) old.remove();
    const anchored = performance.now();
    content.append(...parts);
    return new Promise((seen, never) => {
      setTimeout(never, 5000, new Error('no button within 5 s'));
      const look = () => {
        const box = document.querySelector(tag)?.getBoundingClientRect();
        if (box && box.width * box.height > 0) return seen(performance.now() - anchored);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  },
};`;
