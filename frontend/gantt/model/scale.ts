/** Plan time on a horizontal axis, and the ticks of that axis. No time zone: plan seconds read as UTC. */

export const HOUR = 3600;
export const DAY = 86400;
export const MIN_PX_PER_DAY = 0.08;
export const MAX_PX_PER_DAY = 360;

export type Unit = "hour" | "day" | "week" | "month" | "quarter" | "year";
/** Width of a day for the five named zoom levels. */
export const ZOOM = { day: 36, week: 12, month: 3.6, quarter: 1.2, year: 0.3 } as const;

export class Scale {
  private low = 0;
  private high = DAY * 30;
  pxPerDay: number = ZOOM.week;

  /** Sets the span; it is widened so that the timeline never looks cut off at its ends. */
  fit(low: number, high: number, viewport: number): void {
    const margin = Math.max(DAY * 7, (40 / this.pxPerDay) * DAY);
    this.low = Math.floor((low - margin) / DAY) * DAY;
    this.high = Math.max(high + margin * 2, this.low + (viewport / this.pxPerDay) * DAY);
  }

  get width(): number {
    return ((this.high - this.low) / DAY) * this.pxPerDay;
  }

  x(time: number): number {
    return ((time - this.low) / DAY) * this.pxPerDay;
  }

  time(x: number): number {
    return this.low + (x / this.pxPerDay) * DAY;
  }

  /** Seconds that a drag snaps to: a day while days are narrow, else an hour. */
  get snap(): number {
    return this.pxPerDay >= 160 ? HOUR : DAY;
  }

  /** Units of the upper and the lower band of the axis. */
  get bands(): [Unit, Unit] {
    const width = this.pxPerDay;
    if (width >= 160) return ["day", "hour"];
    if (width >= 20) return ["month", "day"];
    if (width >= 5) return ["month", "week"];
    if (width >= 1.1) return ["year", "month"];
    if (width >= 0.36) return ["year", "quarter"];
    return ["year", "year"];
  }
}

/** Largest start of `unit` not after `time`. `firstWeekday`: Monday 1 … Sunday 7. */
export function floorTo(unit: Unit, time: number, firstWeekday = 1): number {
  if (unit === "hour") return Math.floor(time / (HOUR * 4)) * HOUR * 4;
  const day = Math.floor(time / DAY) * DAY;
  if (unit === "day") return day;
  if (unit === "week") return day - ((weekday(day) + 8 - firstWeekday) % 7) * DAY;
  const date = new Date(day * 1000);
  const month = date.getUTCMonth();
  const first = unit === "month" ? month : unit === "quarter" ? month - (month % 3) : 0;
  return Date.UTC(date.getUTCFullYear(), first, 1) / 1000;
}

export function next(unit: Unit, start: number): number {
  if (unit === "hour") return start + HOUR * 4;
  if (unit === "day") return start + DAY;
  if (unit === "week") return start + DAY * 7;
  const date = new Date(start * 1000);
  const months = unit === "month" ? 1 : unit === "quarter" ? 3 : 12;
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1) / 1000;
}

/** Monday 0 … Sunday 6, as in the API. */
export function weekday(time: number): number {
  return (((Math.floor(time / DAY) + 3) % 7) + 7) % 7;
}

/** The page's present moment as plan seconds: the wall clock of the machine. */
export function wallClock(now = new Date()): number {
  return now.getTime() / 1000 - now.getTimezoneOffset() * 60;
}
