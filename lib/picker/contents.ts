import type { Action, Content, Say } from './panel.ts';
import type { Pick, PickedPlace, PickStep } from './pick.ts';
import { pickableTypes, pickedType } from './pick.ts';

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
  ...{ record: 1, title: 2, button: 3, place: 3, second: 4, third: 5 },
  ...{ list: 6, box: 6, 'list-button': 6, 'list-place': 6, 'try-list': 6, save: 7, saved: 7 },
};
export const LAST_STEP = 7;

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

  place: (at) => placed(at, at.pick.place, 'second', 'button'),

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

  'list-place': (at) => placed(at, at.pick.list?.place ?? null, 'try-list', 'list-button'),

  'try-list': ({ sight: { ticked }, say, acts }) => ({
    say: ticked.length === 0 ? say('pickTick') : say('pickTicked', String(ticked.length)),
    facts: ticked.slice(0, 3),
    actions: [
      ...(ticked.length > 0 ? [primary(say('pickRight'), () => acts.go('save'))] : []),
      plain(say('pickBack'), () => acts.go('list')),
      plain(say('pickNoList'), acts.noList),
    ],
  }),

  save: ({ pick, say, acts }) => ({
    say: say('pickReady', pick.name),
    facts: [typeFact(pick, say), say(pick.list ? 'pickWithList' : 'pickWithoutList')],
    actions: [primary(say('pickSave'), acts.save), plain(say('pickAgain'), acts.again)],
  }),

  saved: ({ known, say, acts }) => ({
    say: say(known ? 'pickSaved' : 'pickSavedUnknown'),
    actions: [primary(say('pickClose'), acts.stop), plain(say('pickAnother'), acts.again)],
  }),
};

function placed({ say, acts }: At, place: PickedPlace | null, next: PickStep, before: PickStep): Content {
  const option = (position: PickedPlace['position'], label: string): Action => ({
    label,
    act: () => acts.position(position),
    ...(place?.position === position && { look: 'chosen' as const }),
  });
  return {
    say: say('pickPlace'),
    actions: [
      primary(say('pickGood'), () => acts.go(next)),
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
