const KEPT = ['hostile', 'rate', 'elements'];
const guards = new Set();
let draw = () => undefined;
let shown = location.href;

/** What the address asks for: a folder of records, and perhaps one of them. */
export function route() {
  const [, folder, id] = location.pathname.split('/');
  return { folder, id };
}

/** The address of a path, with the parameters that hold for the whole visit. */
export function address(path) {
  const kept = new URLSearchParams();
  const present = new URLSearchParams(location.search);
  for (const name of KEPT) if (present.has(name)) kept.set(name, present.get(name));
  return kept.size > 0 ? `${path}?${kept}` : path;
}

/** A guard answers whether the page may be left; it is asked before every navigation. */
export function guard(ask) {
  guards.add(ask);
  return () => guards.delete(ask);
}

async function mayLeave() {
  for (const ask of guards) if (!(await ask())) return false;
  return true;
}

/** Goes to another page without loading it anew. */
export async function go(path) {
  if (!(await mayLeave())) return;
  history.pushState(null, '', address(path));
  shown = location.href;
  await draw();
}

/** Starts drawing: once now, then at every navigation. */
export function startRouter(onRoute) {
  draw = onRoute;
  addEventListener('popstate', async () => {
    const wanted = location.href;
    if (await mayLeave()) {
      shown = wanted;
      await draw();
    } else {
      history.pushState(null, '', shown);
    }
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-link]') : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(new URL(link.href).pathname);
  });
  return draw();
}
