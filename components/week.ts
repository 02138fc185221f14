import { locale } from './text.ts';

/** What `Intl.Locale` tells of weeks; not every browser that we run in does. */
interface WeekInfo {
  firstDay: number;
  weekend: readonly number[];
}

/** Regions whose week does not begin on Monday (Unicode CLDR 48, weekData). */
const FIRST_DAYS: readonly { day: number; regions: string }[] = [
  { day: 6, regions: 'AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY' },
  {
    day: 0,
    regions:
      'AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN IS JM JP KE KH KR LA MH MM MO MT MX MZ NI NP ' +
      'PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW',
  },
];

/** Regions whose weekend is not Saturday and Sunday. */
const WEEKENDS: readonly { days: readonly number[]; regions: string }[] = [
  { days: [5, 6], regions: 'BH DZ EG IL IQ JO KW LY OM QA SA SD SY YE' },
  { days: [4, 5], regions: 'AF' },
  { days: [5], regions: 'IR' },
  { days: [0], regions: 'IN UG' },
];

const MONDAY = 1;
const SATURDAY_AND_SUNDAY = [0, 6];

/** The day on which a week begins, 0 for Sunday, as people who read this locale expect it. */
export function firstDayOfWeek(language: string = locale()): number {
  const told = weekInfo(language);
  if (told) return told.firstDay % 7;
  const region = regionOf(language);
  return FIRST_DAYS.find(({ regions }) => regions.split(' ').includes(region))?.day ?? MONDAY;
}

/** The days on which most do not work, 0 for Sunday. */
export function weekendDays(language: string = locale()): readonly number[] {
  const told = weekInfo(language);
  if (told) return told.weekend.map((day) => day % 7);
  const region = regionOf(language);
  return WEEKENDS.find(({ regions }) => regions.split(' ').includes(region))?.days ?? SATURDAY_AND_SUNDAY;
}

function weekInfo(language: string): WeekInfo | null {
  const told = new Intl.Locale(language) as Intl.Locale & {
    getWeekInfo?: () => WeekInfo;
    weekInfo?: WeekInfo;
  };
  return told.getWeekInfo?.() ?? told.weekInfo ?? null;
}

function regionOf(language: string): string {
  return new Intl.Locale(language).maximize().region ?? '';
}
