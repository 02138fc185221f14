/** Compares two models that `bpmn-moddle` has read; it ships no types. */
declare module 'bpmn-js-differ' {
  interface Named {
    id: string;
    $type: string;
    name?: string;
  }
  export function diff(
    before: unknown,
    after: unknown,
  ): {
    _added: Record<string, Named>;
    _removed: Record<string, Named>;
    _changed: Record<string, { model: Named; attrs: Record<string, unknown> }>;
    _layoutChanged: Record<string, Named>;
  };
}
