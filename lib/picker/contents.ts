import type { Action, Content, Say } from './panel.ts';
import type { Pick, PickedPlace, PickStep } from './pick.ts';
import { pickableTypes, pickedSaves, pickedType } from './pick.ts';
import { type SentRequest, shownRequest } from './saving.ts';

/** What the page shows at this moment, as far as the pick can read it. */
export interface Sight {
  /** The id of a record that was not among those shown before; null: none. */
  id: string | null;
  title: string | null;
  /** Records that are ticked in the list. */
  ticked: readonly string[];
}

/** What a person can do at the panel. */
export interface Acts {
  showsRecord(): void;
  showsList(): void;
  noTitle(): void;
  point(): void;
  position(position: PickedPlace['position']): void;
  /** The button is well placed. */
  placed(): void;
  noBar(): void;
  /** By this request the record was saved; null: nobody knows. */
  saves(by: SentRequest | null): void;
  call(type: string): void;
  go(step: PickStep): void;
  noList(): void;
  save(): void;
  again(): void;
  stop(): void;
}

interface At {
  pick: Pick;
  sight: Sight;
  known: boolean;
  say: Say;
  acts: Acts;
}

/** Steps as a person counts them. */
const COUNTED: Record<PickStep, number> = {
  ...{ record: 1, title: 2, button: 3, place: 3, bar: 4, 'bar-place': 4, second: 5, third: 6 },
  ...{ list: 7, box: 7, 'list-button': 7, 'list-place': 7, 'try-list': 7, change: 8, save: 9, saved: 9 },
};
export const LAST_STEP = 9;

export const stepNumber = (step: PickStep): number => COUNTED[step];

/** What the panel says and offers at each step. */
export const CONTENTS: Record<PickStep, (at: At) => Content> = {
  record: ({ say, acts }) => ({
    say: say('pickRecord'),
    help: say('pickRecordHelp'),
    actions: [primary(say('pickThisRecord'), acts.showsRecord)],
  }),

  title: ({ say, acts }) => ({
    say: say('pickTitle'),
    help: say('pickPointHelp'),
    actions: [plain(say('pickPoint'), acts.point), plain(say('pickNoTitle'), acts.noTitle)],
  }),

  button: ({ say, acts }) => ({
    say: say('pickButton'),
    help: say('pickPointHelp'),
    actions: [plain(say('pickPoint'), acts.point), plain(say('pickBack'), () => acts.go('title'))],
  }),

  place: (at) => placed(at, at.pick.place, at.acts.placed, 'button'),

  bar: (at) => {
    const { pick, say, acts } = at;
    const content = placed(at, pick.bar, () => acts.go('second'), 'bar-place');
    return {
      ...content,
      say: say('pickBar'),
      actions: [...content.actions, plain(say('pickNoBar'), acts.noBar)],
    };
  },

  'bar-place': ({ say, acts }) => ({
    say: say('pickBarPlace'),
    help: say('pickPointHelp'),
    actions: [plain(say('pickPoint'), acts.point), plain(say('pickNoBar'), acts.noBar)],
  }),

  second: ({ say, acts }) => ({
    say: say('pickSecond'),
    help: say('pickSecondHelp'),
    actions: [primary(say('pickThisSecond'), acts.showsRecord)],
  }),

  third: ({ pick, sight, say, acts }) => {
    if (sight.id === null)
      return {
        say: say('pickThird'),
        help: say('pickThirdHelp'),
        facts: [typeFact(pick, say)],
        actions: [
          ...typeActions(pick, say, acts),
          plain(say('pickThisToo'), acts.showsRecord),
          plain(say('pickAgain'), acts.again),
        ],
      };
    return {
      say: say('pickTried'),
      facts: [typeFact(pick, say), say('pickFactId', sight.id), titleFact(sight, say)],
      actions: [
        primary(say('pickRight'), () => acts.go('list')),
        ...typeActions(pick, say, acts),
        plain(say('pickAgain'), acts.again),
      ],
    };
  },

  list: ({ say, acts }) => ({
    say: say('pickList'),
    help: say('pickListHelp'),
    actions: [primary(say('pickThisList'), acts.showsList), plain(say('pickNoList'), acts.noList)],
  }),

  box: ({ say, acts }) => ({
    say: say('pickBox'),
    help: say('pickPointHelp'),
    actions: [plain(say('pickPoint'), acts.point), plain(say('pickNoList'), acts.noList)],
  }),

  'list-button': ({ say, acts }) => ({
    say: say('pickListButton'),
    help: say('pickPointHelp'),
    actions: [plain(say('pickPoint'), acts.point), plain(say('pickNoList'), acts.noList)],
  }),

  'list-place': (at) => placed(at, at.pick.list?.place ?? null, () => at.acts.go('try-list'), 'list-button'),

  'try-list': ({ sight: { ticked }, say, acts }) => ({
    say: ticked.length === 0 ? say('pickTick') : say('pickTicked', String(ticked.length)),
    facts: ticked.slice(0, 3),
    actions: [
      ...(ticked.length > 0 ? [primary(say('pickRight'), () => acts.go('change'))] : []),
      plain(say('pickBack'), () => acts.go('list')),
      plain(say('pickNoList'), acts.noList),
    ],
  }),

  change: ({ pick, say, acts }) => {
    const { requests, clear } = pickedSaves(pick);
    const [best, ...others] = requests;
    const by = (one: SentRequest) => plain(say('pickOtherChange', shownRequest(one)), () => acts.saves(one));
    const none = plain(say('pickNoChange'), () => acts.saves(null));
    // Pages send of themselves too: nothing is claimed then, and what can be pressed keeps its place as more comes.
    if (!best || !clear)
      return { say: say('pickChange'), help: say('pickChangeHelp'), actions: [none, ...requests.map(by)] };
    return {
      say: say('pickChanged'),
      facts: [shownRequest(best)],
      actions: [primary(say('pickThisChange'), () => acts.saves(best)), ...others.map(by), none],
    };
  },

  save: ({ pick, say, acts }) => ({
    say: say('pickReady', pick.name),
    facts: [
      typeFact(pick, say),
      say(pick.list ? 'pickWithList' : 'pickWithoutList'),
      pick.change ? say('pickWithChange', shownRequest(pick.change)) : say('pickWithoutChange'),
    ],
    actions: [primary(say('pickSave'), acts.save), plain(say('pickAgain'), acts.again)],
  }),

  saved: ({ known, say, acts }) => ({
    say: say(known ? 'pickSaved' : 'pickSavedUnknown'),
    actions: [primary(say('pickClose'), acts.stop), plain(say('pickAnother'), acts.again)],
  }),
};

function placed({ say, acts }: At, place: PickedPlace | null, next: () => void, before: PickStep): Content {
  const option = (position: PickedPlace['position'], label: string): Action => ({
    label,
    act: () => acts.position(position),
    ...(place?.position === position && { look: 'chosen' as const }),
  });
  return {
    say: say('pickPlace'),
    actions: [
      primary(say('pickGood'), next),
      option('before', say('pickBefore')),
      option('append', say('pickInside')),
      option('after', say('pickAfter')),
      plain(say('pickElsewhere'), () => acts.go(before)),
    ],
  };
}

const primary = (label: string, act: () => void): Action => ({ label, act, look: 'primary' });
const plain = (label: string, act: () => void): Action => ({ label, act });

const typeFact = (pick: Pick, say: Say) => say('pickFactType', pickedType(pick) ?? '');
const titleFact = ({ title }: Sight, say: Say) =>
  title ? say('pickFactTitle', title) : say('pickFactNoTitle');

/** The other words by which the type could be called. */
function typeActions(pick: Pick, say: Say, { call }: Acts): Action[] {
  const others = pickableTypes(pick).filter((type) => type !== pickedType(pick));
  return others.map((type) => plain(say('pickCall', type), () => call(type)));
}
