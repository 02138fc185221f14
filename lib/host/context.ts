/** Where the person was in the page: to be brought back there when the overlay has closed. */
export interface Context {
  /** Brings back what the overlay took: the focus, the selection, and the scroll position. */
  restore(): void;
  /** Forgets it all; no listener stays. */
  drop(): void;
}

interface Focusable {
  readonly element: Element | null;
  focus(): void;
}

type TextField = HTMLInputElement | HTMLTextAreaElement;

/**
 * Remembers focus, selection and scroll positions. What the person changes in the page themselves in the
 * meantime counts: it is not undone. `own` is the overlay's element in the page, `ours` the Process button
 * and the stage bar, whose elements hide what can have the focus.
 */
export function keepContext(own: Element, ours: readonly Focusable[]): Context {
  const focused = focusedElement();
  const restoreSelection = focused && isTextField(focused) ? fieldSelection(focused) : pageSelection();
  const restoreScroll = scrollPositions(focused);
  let scrolled = false;
  const listening = new AbortController();
  for (const type of ['wheel', 'touchmove', 'keydown', 'pointerdown']) {
    const note = (event: Event) => {
      if (event.isTrusted && event.target !== own) scrolled = true;
    };
    addEventListener(type, note, { capture: true, passive: true, signal: listening.signal });
  }
  return {
    restore() {
      listening.abort();
      if (!scrolled) restoreScroll();
      if (!isFocusLost(own)) return;
      if (focused?.isConnected) {
        const own = ours.find(({ element }) => element === focused);
        if (own) own.focus();
        else focused.focus({ preventScroll: true });
        restoreSelection();
      }
      if (!scrolled) restoreScroll();
    },
    drop: () => listening.abort(),
  };
}

/** The focus is ours to give back only while nothing of the page has taken it. */
function isFocusLost(own: Element): boolean {
  const active = document.activeElement;
  return !active || active === document.body || active === document.documentElement || active === own;
}

/** The element with the focus, also inside open shadow roots and frames of the same origin. */
function focusedElement(): HTMLElement | null {
  let active = document.activeElement;
  for (;;) {
    const inner: Element | null | undefined =
      active?.shadowRoot?.activeElement ?? frameDocument(active)?.activeElement;
    if (!inner) break;
    active = inner;
  }
  if (!active || !('focus' in active)) return null;
  const { body } = active.ownerDocument;
  return active === body ? null : (active as HTMLElement);
}

function frameDocument(element: Element | null): Document | null {
  if (element?.localName !== 'iframe') return null;
  return (element as HTMLIFrameElement).contentDocument;
}

function isTextField(element: Element): element is TextField {
  return element.localName === 'input' || element.localName === 'textarea';
}

/** Types such as `number` and `date` have no selection: they read null, and setting it throws. */
function fieldSelection(field: TextField): () => void {
  const { selectionStart, selectionEnd, selectionDirection } = field;
  if (selectionStart === null) return () => undefined;
  return () => field.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? 'none');
}

function pageSelection(): () => void {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0) return () => undefined;
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  return () => {
    if (!anchorNode?.isConnected || !focusNode?.isConnected) return;
    try {
      selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
    } catch {
      // The page has shortened the text in the meantime: there is nothing left to select.
    }
  };
}

/** The window and everything scrollable around the focused element. */
function scrollPositions(focused: Element | null): () => void {
  const saved: { element: Element; left: number; top: number }[] = [];
  for (let element: Element | null = focused; element; element = element.parentElement) {
    const { scrollLeft: left, scrollTop: top } = element;
    if (left !== 0 || top !== 0) saved.push({ element, left, top });
  }
  const { scrollX, scrollY } = window;
  return () => {
    for (const { element, left, top } of saved) {
      if (element.scrollLeft !== left) element.scrollLeft = left;
      if (element.scrollTop !== top) element.scrollTop = top;
    }
    if (window.scrollX !== scrollX || window.scrollY !== scrollY) {
      window.scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
    }
  };
}
