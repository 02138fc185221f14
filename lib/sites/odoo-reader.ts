/** The part of Odoo's web client that is looked at. */
interface Odoo {
  __WOWL_DEBUG__?: {
    root: { __owl__: Node; env: { services: { action: { currentController: Controller } } } };
  };
  /** The client of Odoo 14. */
  __DEBUG__?: {
    services: Record<string, { action_manager: { getCurrentController(): { widget: Widget } } }>;
  };
}
interface Widget {
  modelName?: string;
  getSelectedIds?(): number[];
}
interface Controller {
  props: { resModel?: string };
  currentState?: { resId?: number | false };
}
/** A component on the page; that of a list or a board has its rows in a model. */
interface Node {
  component: { model?: { root?: Partial<Rows> } };
  children: Record<string, Node>;
}
interface Rows {
  resModel: string;
  records: { resId: number; data: Record<string, unknown> }[];
  /** Of what is ticked, also where that is more than the page shows. */
  getResIds(ticked: boolean): Promise<number[]>;
}

/**
 * What Odoo's page shows: the model, the record, and in a list what is ticked. Addresses name actions and rows nothing, so
 * only the page itself knows. Runs in the page's own world, where nothing but its own text comes along; changes nothing.
 */
export async function readOdoo(): Promise<unknown> {
  const { odoo } = globalThis as unknown as { odoo: Odoo };
  const { pathname, origin, hash } = new URL(location.href);
  // Addresses before 18 are of another form than those that the adapter makes.
  const place = (model: string, id: number) =>
    pathname.startsWith('/web') ? { url: `${origin}/web#id=${id}&model=${model}&view_type=form` } : {};
  if (!odoo.__WOWL_DEBUG__) {
    const client = odoo.__DEBUG__?.services['web.web_client'];
    const widget = client?.action_manager.getCurrentController().widget;
    const model = widget?.modelName ?? '';
    const marked = widget?.getSelectedIds?.() ?? [];
    return {
      address: location.href,
      type: model,
      id: new URLSearchParams(hash.slice(1)).get('id'),
      ticked: marked.map((id) => ({ id: String(id), title: null, ...place(model, id) })),
    };
  }
  const { root } = odoo.__WOWL_DEBUG__;
  const { props, currentState } = root.env.services.action.currentController;
  const type = props.resModel ?? '';
  const waiting = [root.__owl__];
  let rows: Partial<Rows> | undefined;
  for (let node = waiting.shift(); node && !rows; node = waiting.shift()) {
    const held = node.component?.model?.root;
    if (held?.records && held.getResIds && held.resModel === type) rows = held;
    waiting.push(...Object.values(node.children));
  }
  const names = new Map(
    rows?.records?.map(({ resId, data }) => [resId, data.display_name ?? data.complete_name ?? data.name]),
  );
  const ids = (await rows?.getResIds?.(true)) ?? [];
  const ticked = ids.map((id) => {
    const name = names.get(id);
    const title = typeof name === 'string' && name ? name.slice(0, 300) : null;
    return { id: String(id), title, ...place(type, id) };
  });
  const id = currentState?.resId ? String(currentState.resId) : null;
  return { address: location.href, type, id, ticked };
}
