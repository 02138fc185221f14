import { Link } from '../host/link.ts';
import { watchAddress } from '../host/navigation.ts';
import { observePage } from '../host/observer.ts';
import { activeContainer, findBarPlace, findPlace, findTitle, textOf } from '../host/record.ts';
import { selectedRecords } from '../host/selection.ts';
import type { BackgroundToPick, PickToBackground } from '../messaging/pick-contract.ts';
import type { Port } from '../messaging/port.ts';
import { matchList } from '../sites/match.ts';
import { adapterOf, recordPageOf, trialPageOf } from './adapter.ts';
import { idIn } from './address.ts';
import { barPlaceNear } from './bar-place.ts';
import { CONTROLS, type Wanted } from './candidates.ts';
import { CONTENTS, LAST_STEP, type Sight, stepNumber } from './contents.ts';
import type { MessageKey } from './messages.ts';
import { Panel, type Say } from './panel.ts';
import {
  newPick,
  type Pick,
  type PickedPlace,
  type PickStep,
  pickedShape,
  withRecord,
  withWhatStays,
} from './pick.ts';
import { activeAround, placeAt } from './places.ts';
import { point } from './pointing.ts';
import { Preview } from './preview.ts';
import { rowsFrom } from './rows.ts';
import type { SentRequest } from './saving.ts';
import { firstOf, selectorsFor, stillThere } from './selectors.ts';

/** What the picker needs from outside the page. */
export interface PickWorld {
  connect(): Port;
  alive(): boolean;
  say: Say;
  /** On the Process button. */
  label: string;
}

const POINTS_AT: Partial<Record<PickStep, Wanted>> = {
  ...{ title: 'title', button: 'button', 'bar-place': 'strip', box: 'box', 'list-button': 'button' },
};

/**
 * Leads a person through the pages of their CRM until it is known how to read them. The page is looked at, and never
 * pressed or changed; everything ends, and leaves nothing behind, when `life` is aborted.
 */
export function startPicker(world: PickWorld, life: AbortController): void {
  new Picker(world, life).open();
}

class Picker {
  readonly #life: AbortController;
  readonly #say: Say;
  readonly #panel: Panel;
  readonly #preview: Preview;
  readonly #link: Link<PickToBackground, BackgroundToPick>;
  #pick: Pick | null = null;
  #known = true;
  #pointing: AbortController | null = null;
  #problem: MessageKey | undefined;
  /** What was drawn last, to draw only what is new. */
  #drawn = '';

  constructor(world: PickWorld, life: AbortController) {
    const { signal } = life;
    this.#life = life;
    this.#say = world.say;
    this.#link = new Link(
      world,
      {
        connected: () => undefined,
        received: (message: BackgroundToPick) => this.#receive(message),
        orphaned: () => life.abort(),
      },
      signal,
    );
    this.#panel = new Panel(world.say, () => this.#stop(), signal);
    this.#preview = new Preview(world.label, signal);
    const lookAtAddress = watchAddress(() => this.#draw(), signal);
    const observer = observePage(() => {
      lookAtAddress();
      return this.#draw();
    }, signal);
    observer.start();
    signal.addEventListener('abort', () => {
      observer.stop();
      this.#pointing?.abort();
    });
    document.addEventListener('change', () => this.#draw(), { signal, capture: true });
    const pressed = (event: Event) => {
      this.#notePress(event);
      setTimeout(() => this.#draw());
    };
    document.addEventListener('click', pressed, { signal, capture: true });
  }

  open(): void {
    this.#link.open();
  }

  #receive(message: BackgroundToPick): void {
    if (message.type === 'over') {
      this.#life.abort();
      return;
    }
    if (message.type === 'sent') {
      if (this.#pick) this.#pick = { ...this.#pick, sent: message.sent };
      this.#draw();
      return;
    }
    const isFirst = this.#pick === null;
    this.#pick = message.pick;
    this.#known = message.known;
    this.#draw();
    // Later the person is on the way to some record, and the focus is theirs.
    if (isFirst && message.pick.step === 'record') this.#panel.focus();
  }

  #stop(): void {
    this.#link.send({ type: 'end' });
    this.#life.abort();
  }

  #go(pick: Pick): void {
    this.#pick = pick;
    this.#problem = undefined;
    this.#link.send({ type: 'picked', pick });
    this.#draw();
    this.#point();
  }

  /** True if what is to be seen is another thing than before. */
  #draw(): boolean {
    const pick = this.#pick;
    if (!pick || this.#life.signal.aborted) return false;
    this.#noteShown(pick);
    const sight = see(pick);
    const drawn = JSON.stringify([pick, sight, this.#problem, this.#known]);
    if (drawn === this.#drawn) return false;
    this.#drawn = drawn;
    const problem = this.#problem && this.#say(this.#problem);
    const content = CONTENTS[pick.step]({
      pick,
      sight,
      known: this.#known,
      say: this.#say,
      acts: this.#acts,
    });
    const progress = this.#say('pickProgress', String(stepNumber(pick.step)), String(LAST_STEP));
    this.#panel.show({ ...content, problem }, progress);
    this.#showPreview(pick, sight);
    return true;
  }

  #showPreview(pick: Pick, sight: Sight): void {
    const isTried = pick.step === 'third' && sight.id !== null;
    const isPlaced = pick.step === 'place' || pick.step === 'bar';
    const record = isPlaced || isTried ? trialPageOf(pick) : null;
    const container = record && activeContainer(record);
    if (record && container) {
      this.#preview.at(findPlace(record, container));
      this.#preview.barAt(pick.step === 'place' ? null : findBarPlace(record, container));
      return;
    }
    const list = pick.step === 'list-place' || pick.step === 'try-list' ? listOf(pick) : null;
    this.#preview.at(list && findPlace(list.match.page, document.body));
    this.#preview.barAt(null);
  }

  /** The record that the person is about to change: what saves it can come from a page that does not say which it is. */
  #noteShown(pick: Pick): void {
    const shape = pick.step === 'change' ? pickedShape(pick) : null;
    if (!shape || pick.shown === location.href || idIn(shape.url, location.href) === null) return;
    this.#keep({ ...pick, shown: location.href });
  }

  /** What the person presses last before the record is saved is what saves it. */
  #notePress({ isTrusted, target }: Event): void {
    const pick = this.#pick;
    const control = target instanceof Element ? target.closest(CONTROLS) : null;
    if (pick?.step !== 'change' || !isTrusted || !control || control === this.#panel.element) return;
    this.#keep({ ...pick, pressed: selectorsFor(control, document.body) });
  }

  #keep(pick: Pick): void {
    this.#pick = pick;
    this.#link.send({ type: 'picked', pick });
  }

  readonly #acts = {
    showsRecord: () => {
      if (!this.#pick) return;
      const next = withRecord(this.#pick, location.href);
      if (!next) this.#refuse('pickSameAddress');
      else if (next.records.length === 1) this.#go(next);
      else this.#go(withWhatStays(next, (some) => stillThere(some, document)));
    },
    showsList: () => this.#change({ step: 'box' }),
    noTitle: () => this.#change({ title: [], step: 'button' }),
    point: () => this.#point(),
    position: (position: PickedPlace['position']) => {
      const { step, place, bar, list } = this.#pick ?? {};
      if (step === 'place' && place) this.#change({ place: { ...place, position } });
      else if (step === 'bar' && bar) this.#change({ bar: { ...bar, position } });
      else if (list?.place) this.#change({ list: { ...list, place: { ...list.place, position } } });
    },
    placed: () => {
      const change = this.#pick && besideBar(this.#pick);
      this.#change(change ?? { step: 'bar-place' });
    },
    noBar: () => this.#change({ bar: null, step: 'second' }),
    saves: (by: SentRequest | null) => this.#change({ change: by, step: 'save' }),
    call: (type: string) => this.#change({ type }),
    go: (step: PickStep) => this.#change({ step }),
    noList: () => this.#change({ list: null, step: 'change' }),
    save: () => this.#link.send({ type: 'save' }),
    again: () => this.#pick && this.#go(newPick(this.#pick)),
    stop: () => this.#stop(),
  };

  #change(change: Partial<Pick>): void {
    if (this.#pick) this.#go({ ...this.#pick, ...change });
  }

  #refuse(problem: MessageKey): void {
    this.#problem = problem;
    this.#draw();
  }

  /** The person points from here on, if this step asks for it. */
  #point(): void {
    this.#pointing?.abort();
    this.#pointing = null;
    this.#panel.uncover();
    const wanted = this.#pick && POINTS_AT[this.#pick.step];
    if (!wanted || this.#life.signal.aborted) return;
    const pointing = new AbortController();
    this.#pointing = pointing;
    const end = () => {
      pointing.abort();
      this.#panel.uncover();
      this.#panel.focus();
    };
    this.#panel.cover();
    point(
      {
        wanted,
        element: this.#panel.element,
        layer: this.#panel.layer,
        marked: (text, at, of) =>
          this.#panel.mark(
            at === null
              ? this.#say('pickMarked', text)
              : this.#say('pickMarkedOf', text, String(at), String(of)),
          ),
        picked: (element) => {
          end();
          this.#take(element);
        },
        left: end,
      },
      pointing.signal,
    );
    this.#panel.focus();
  }

  #take(element: Element): void {
    const pick = this.#pick;
    const next = pick && taken(pick, element);
    if (next === 'pickNotTold' || next === 'pickNoRows') this.#refuse(next);
    else if (next) this.#change(next);
  }
}

/** What a pick becomes when the person has pointed at an element; or why it will not do. */
function taken(pick: Pick, element: Element): Partial<Pick> | 'pickNotTold' | 'pickNoRows' {
  if (pick.step === 'title') {
    const title = textOf(element) === '' ? [] : selectorsFor(element, document.body);
    return title.length > 0 ? { title, active: activeAround(element), step: 'button' } : 'pickNotTold';
  }
  if (pick.step === 'box') {
    const shape = pickedShape(pick);
    const isRecord = (address: string) =>
      shape !== null && URL.canParse(address) && idIn(shape.url, address) !== null;
    const rows = rowsFrom(element, isRecord);
    return rows ? { list: { ...rows, url: location.href, place: null }, step: 'list-button' } : 'pickNoRows';
  }
  if (pick.step === 'bar-place') {
    const selectors = selectorsFor(element, document.body);
    const bar = { selectors, position: 'before' as const, around: [] };
    return selectors.length > 0 ? { bar, active: sharedBy(pick, element), step: 'bar' } : 'pickNotTold';
  }
  const place = placeAt(element);
  if (!place) return 'pickNotTold';
  if (pick.step === 'button') return { place, active: sharedBy(pick, element), step: 'place' };
  return { list: pick.list && { ...pick.list, place }, step: 'list-place' };
}

/** The pick with a place for the stage bar that goes with those of name and button; null: there is none. */
function besideBar(pick: Pick): Partial<Pick> | null {
  const button = firstOf(pick.place?.selectors ?? [], document.body);
  const strip = button && barPlaceNear(firstOf(pick.title, document.body), button);
  if (!strip) return null;
  const { element, ...found } = strip;
  return { bar: { ...found, around: [] }, active: sharedBy(pick, element), step: 'bar' };
}

function see(pick: Pick): Sight {
  const shape = pickedShape(pick);
  const found = shape && idIn(shape.url, location.href);
  const id = found !== null && !shape?.ids.includes(found) ? found : null;
  const page = id === null ? null : recordPageOf(pick);
  const container = page && activeContainer(page);
  const title = page && container ? findTitle(page, container) : null;
  return { id, title: title && textOf(title), ticked: pick.step === 'try-list' ? tickedIn(pick) : [] };
}

function tickedIn(pick: Pick): string[] {
  const list = listOf(pick);
  return list ? selectedRecords(list.site, list.match).map(({ id, title }) => title ?? id) : [];
}

function listOf(pick: Pick) {
  const site = adapterOf(pick, null);
  const match = site && matchList(site, location.href);
  return site && match && { site, match };
}

/** Of those, the ones that hold this element too. What is the element itself does not: places are looked for inside. */
const sharedBy = ({ active }: Pick, element: Element) =>
  active.filter((css) => element.parentElement?.closest(css) != null);
