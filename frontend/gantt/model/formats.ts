import { DAY, type Unit } from "./scale";

/** Dates, numbers and durations in the page's language. Plan seconds are shown as they are: no time zone. */
export class Formats {
  private readonly date: Intl.DateTimeFormat;
  private readonly dateTime: Intl.DateTimeFormat;
  private readonly bands: Record<string, Intl.DateTimeFormat>;
  private readonly days: Intl.NumberFormat;
  private readonly percentage: Intl.NumberFormat;
  private readonly cache = new Map<number, string>();
  private readonly bandCache = new Map<string, string>();
  /** Monday 1 … Sunday 7. */
  readonly firstWeekday: number;

  constructor(readonly language: string, private readonly minutesPerDay: number) {
    const on = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
      new Intl.DateTimeFormat(language, { timeZone: "UTC", ...options });
    this.date = on({ day: "numeric", month: "short", year: "numeric" });
    this.dateTime = on({ weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "numeric", minute: "2-digit" });
    this.bands = {
      hour: on({ hour: "2-digit", hourCycle: "h23" }),
      day: on({ day: "numeric" }),
      dayLong: on({ weekday: "short", day: "numeric", month: "long", year: "numeric" }),
      week: on({ day: "numeric" }),
      month: on({ month: "short" }),
      monthLong: on({ month: "long", year: "numeric" }),
      year: on({ year: "numeric" }),
    };
    this.days = new Intl.NumberFormat(language, { style: "unit", unit: "day", unitDisplay: "narrow", maximumFractionDigits: 1 });
    this.percentage = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
    this.firstWeekday = firstWeekdayOf(language);
  }

  day(time: number): string {
    if (Number.isNaN(time)) return "";
    const key = Math.floor(time / DAY);
    let text = this.cache.get(key);
    if (text === undefined) this.cache.set(key, (text = this.date.format(time * 1000)));
    return text;
  }

  moment(time: number): string {
    return Number.isNaN(time) ? "" : this.dateTime.format(time * 1000);
  }

  /** Working seconds as days of the project's working day. */
  workingDays(seconds: number): string {
    if (Number.isNaN(seconds)) return "";
    return this.days.format(Math.round((seconds / 60 / this.minutesPerDay) * 10) / 10 + 0);
  }

  percent(value: number): string {
    return Number.isNaN(value) ? "" : this.percentage.format(value / 100);
  }

  /** Label of one tick of the axis. */
  tick(unit: Unit, time: number, upper: boolean): string {
    const key = `${unit}${upper ? "+" : "-"}${time}`;
    let text = this.bandCache.get(key);
    if (text === undefined) this.bandCache.set(key, (text = this.tickText(unit, time, upper)));
    return text;
  }

  private tickText(unit: Unit, time: number, upper: boolean): string {
    const at = time * 1000;
    if (unit === "quarter") return `Q${new Date(at).getUTCMonth() / 3 + 1}`;
    const long = upper && (unit === "day" || unit === "month") ? `${unit}Long` : unit;
    return this.bands[long].format(at);
  }
}

function firstWeekdayOf(language: string): number {
  const locale = new Intl.Locale(language) as Intl.Locale & {
    weekInfo?: { firstDay: number };
    getWeekInfo?: () => { firstDay: number };
  };
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}

/** A moment in the form that people and the server read alike: 2026-03-12, with the time unless midnight. */
export function isoText(time: number): string {
  if (Number.isNaN(time)) return "";
  const text = new Date(time * 1000).toISOString();
  return time % DAY === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 16)}`;
}

