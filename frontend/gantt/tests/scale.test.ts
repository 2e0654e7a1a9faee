import assert from "node:assert/strict";
import { test } from "node:test";
import { Formats, isoText } from "../model/formats";
import { DAY, floorTo, next, Scale, type Unit, wallClock, weekday } from "../model/scale";

const at = (text: string): number => Date.parse(`${text}Z`) / 1000;

test("a moment and its place on the axis are each other's inverse", () => {
  const scale = new Scale();
  scale.fit(at("2026-03-02"), at("2026-06-02"), 800);
  for (const time of [at("2026-03-02"), at("2026-04-01T13:30")]) assert.ok(Math.abs(scale.time(scale.x(time)) - time) < 1e-3);
});

test("a short plan still fills its window", () => {
  const scale = new Scale();
  scale.pxPerDay = 1;
  scale.fit(at("2026-03-02"), at("2026-03-04"), 900);
  assert.ok(scale.width >= 900);
});

test("weeks begin on the day the language says", () => {
  const thursday = at("2026-03-12T15:00");
  assert.equal(weekday(thursday), 3);
  assert.equal(floorTo("week", thursday, 1), at("2026-03-09"));
  assert.equal(floorTo("week", thursday, 7), at("2026-03-08"));
  assert.equal(floorTo("week", thursday, 6), at("2026-03-07"));
});

test("ticks follow the calendar, before 1970 too", () => {
  assert.equal(floorTo("month", at("2026-03-12")), at("2026-03-01"));
  assert.equal(floorTo("quarter", at("2026-05-12")), at("2026-04-01"));
  assert.equal(next("month", at("2026-01-01")), at("2026-02-01"));
  assert.equal(next("year", at("2024-01-01")), at("2025-01-01"));
  assert.equal(weekday(at("1969-12-31")), 2);
});

test("the closer the zoom, the smaller the units", () => {
  const scale = new Scale();
  const lower = [200, 36, 12, 3, 0.5, 0.1].map((width) => ((scale.pxPerDay = width), scale.bands[1]));
  assert.deepEqual(lower, ["hour", "day", "week", "month", "quarter", "year"]);
});

test("plan seconds are shown as they are, in the words of the language", () => {
  const formats = new Formats("de", 480);
  assert.equal(formats.day(at("2026-03-12T08:00")), "12. März 2026");
  assert.equal(formats.workingDays(28800 * 2.5), "2,5 T");
  assert.equal(formats.workingDays(-28800), "-1 T");
  assert.equal(formats.day(NaN), "");
  assert.equal(isoText(at("2026-03-12T08:00")), "2026-03-12 08:00");
  assert.equal(isoText(at("2026-03-12")), "2026-03-12");
});

test("each band of the axis is labelled as long as its unit is", () => {
  const formats = new Formats("en", 480);
  const label = (unit: Unit, upper: boolean): string => formats.tick(unit, at("2026-04-01T08:00"), upper);
  assert.deepEqual((["year", "quarter", "month", "day", "hour"] as const).map((unit) => label(unit, false)), ["2026", "Q2", "Apr", "1", "08"]);
  assert.deepEqual([label("month", true), label("year", true)], ["April 2026", "2026"]);
});

test("percentages and float are rounded to what people read, and nothing is said of what is not known", () => {
  const formats = new Formats("en", 480);
  assert.deepEqual([formats.percent(33.4), formats.percent(NaN), formats.workingDays(28800 / 3), formats.workingDays(-1), formats.workingDays(NaN)], ["33%", "", "0.3d", "0d", ""]);
  assert.equal(formats.moment(NaN), "");
});

test("what is dragged snaps to days, to hours where those are wide enough", () => {
  const scale = new Scale();
  assert.deepEqual([12, 159, 160].map((width) => ((scale.pxPerDay = width), scale.snap)), [DAY, DAY, 3600]);
});

test("weeks begin on Monday or Sunday, as the language has it", () => {
  assert.deepEqual(["de", "en-US"].map((language) => new Formats(language, 480).firstWeekday), [1, 7]);
});

test("now is the wall clock of the machine", () => {
  const now = new Date(2026, 2, 12, 9, 30);
  assert.equal(wallClock(now), at("2026-03-12T09:30"));
  assert.equal(DAY, 86400);
});
