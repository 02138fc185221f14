import { StageBar } from '../../../components/stage-bar.tsx';
import { sampleBar, sampleStage } from '../../../lib/host/stage-bar/testing.ts';
import type { StageBar as Bar } from '../../../lib/messaging/contract.ts';

const COLOURS = ['blue', 'teal', 'green', 'amber', 'red', 'violet', 'grey'] as const;

const many = Array.from({ length: 12 }, (_, index) =>
  sampleStage(`s${index}`, {
    name:
      index === 4
        ? 'Waiting for the answer of the purchasing department of the customer'
        : `Stage ${index + 1}`,
    reached: index < 5,
    move: index === 4 ? 'current' : 'forward',
  }),
);

/** Twelve in nine places. */
const grouped = many.map((stage, index) => ({
  ...stage,
  ...(index === 7 ? { name: 'سجل العميل' } : {}),
  group: index > 8 ? 's8' : null,
}));

const long = sampleBar().stages.map((stage) => ({
  ...stage,
  name: `${stage.name}: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft`,
}));

const inColour = (colour: (typeof COLOURS)[number]): Bar =>
  sampleBar({ stages: sampleBar().stages.map((stage) => ({ ...stage, colour })) });

const BARS: Record<string, Bar> = {
  ...Object.fromEntries(COLOURS.map((colour) => [colour, inColour(colour)])),
  'many stages, long names': sampleBar({ stages: many, stage: 's4' }),
  'twelve stages, some in one place': sampleBar({ stages: grouped, stage: 's4' }),
  'very long names': sampleBar({ stages: long, name: long[0]?.name ?? '' }),
  'on its way': sampleBar({ moving: 'talks', agreement: { state: 'writing', problem: null } }),
  'the CRM does not answer': sampleBar({
    agreement: { state: 'writing', problem: 'No answer within 10 seconds.' },
  }),
  conflict: sampleBar({ agreement: { state: 'conflict', stage: 'lead', value: 'lead', problem: null } }),
  'no connection, another case fits': sampleBar({ agreement: { state: 'apart' }, change: 'Big deals' }),
  'may only look': sampleBar({ mayMove: false, open: 0 }),
  lost: sampleBar({
    ...{ stage: 'lost', status: 'completed', open: 0 },
    stages: sampleBar().stages.map((stage) => ({
      ...stage,
      ...(stage.id === 'lost' ? { reached: true, move: 'current' as const } : { move: 'closed' as const }),
    })),
  }),
  refused: sampleBar({
    refused: 'Expected the stage Proposal, got Talks: Ben Sample has moved it meanwhile. Look again.',
  }),
  offered: sampleBar({ status: 'offered', stage: null, stages: [], open: 0 }),
};

/** Stage bars in every state. */
export function Bars() {
  return (
    <main style={{ display: 'grid', gap: '8px', padding: '16px' }}>
      <h1>Stage bars</h1>
      {Object.entries(BARS).map(([name, bar]) => (
        <section key={name} aria-label={name} style={{ minWidth: 0 }}>
          <h2 style={{ font: 'var(--type-caption)' }}>{name}</h2>
          <StageBar bar={bar} />
        </section>
      ))}
    </main>
  );
}
