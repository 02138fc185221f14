/** The part of Tryton's web client that is looked at. */
interface Sao {
  Tab: { tabs: { get_current(): { screen?: Screen } | undefined } };
}
interface Screen {
  model_name: string;
  current_record: Row | null;
  selected_records: Row[];
  current_view: { view_type: string } | null;
}
/** A record with the fields that its view has loaded; one that was never saved has an id below zero. */
interface Row {
  id: number;
  _values: Record<string, unknown>;
}

/**
 * What Tryton's page shows: the model, the record, and in a list what is ticked. Rows name nothing, so only the page
 * itself knows. Runs in the page's own world, where nothing but its own text comes along; changes nothing.
 */
export function readTryton(): unknown {
  const { Sao } = globalThis as unknown as { Sao: Sao };
  const screen = Sao.Tab.tabs.get_current()?.screen;
  const isList = screen?.current_view?.view_type === 'tree';
  const type = screen?.model_name ?? '';
  const [database] = location.hash.slice(1).split(/[/;]/);
  const rows = isList && screen ? screen.selected_records.filter(({ id }) => id >= 0) : [];
  const ticked = rows.map(({ id, _values }) => {
    const name = [_values.rec_name, _values.name, _values.description].find(
      (one) => typeof one === 'string' && one !== '',
    );
    const url = `${location.origin}${location.pathname}#${database}/model/${type}/${id}`;
    return { id: String(id), title: name === undefined ? null : String(name).slice(0, 300), url };
  });
  const shown = isList ? undefined : screen?.current_record?.id;
  const id = shown !== undefined && shown >= 0 ? String(shown) : null;
  return { address: location.href, type, id, ticked };
}
