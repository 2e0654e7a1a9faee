// A made-up plan for trying and measuring the element. Its "scheduling" is a crude push of dates
// along finish-to-start links: good enough to see things move, never to be believed.

const DAY = 86400;
const START = Date.UTC(2026, 2, 2) / 1000;
const NULL_COLUMNS = ["constraint_date", "actual_start", "actual_finish"];
const WORDS = ["Survey", "Design", "Permit", "Foundation", "Frame", "Roof", "Wiring", "Plumbing", "Plaster", "Paint", "Inspection", "Handover"];

const isWeekend = (time) => [5, 6].includes((Math.floor(time / DAY) + 3) % 7);

/** `count` activities in groups of `group`, each following the one before it, and as many links. */
export function makePlan({ count = 60, group = 10, canChange = true } = {}) {
  const rows = [];
  const links = [];
  for (let id = 1; id <= count; id++) {
    const head = (id - 1) % group === 0;
    const place = (id - 1) % group;
    const block = Math.floor((id - 1) / group);
    let start = START + ((block * 3) % 400) * DAY + Math.floor((place * 31) / group) * DAY * 3;
    while (isWeekend(start)) start += DAY;
    const milestone = place === group - 1;
    const days = milestone ? 0 : 2 + ((id * 7) % 9);
    const finish = milestone ? start + 17 * 3600 : start + days * DAY + 9 * 3600;
    const critical = block % 3 === 0 && !head ? 1 : 0;
    rows.push({
      id, number: id, parent: head ? 0 : block * group + 1, wbs: head ? `${block + 1}` : `${block + 1}.${place}`,
      name: head ? `Stage ${block + 1}` : `${WORDS[id % WORDS.length]} ${id}`,
      kind: head ? "summary" : milestone ? "milestone" : "task", mode: id % 17 === 5 && !head ? "manual" : "auto", active: id % 23 === 8 ? 0 : 1,
      start: start + 8 * 3600, finish, duration: days * 28800, duration_text: `${days}d`, percent: head ? 20 : Math.max(0, 100 - place * 30 - block * 2),
      total_float: critical ? 0 : ((id % 5) - 0.5) * 28800, free_float: 0, critical,
      early_start: start + 8 * 3600, early_finish: finish, late_start: start + 8 * 3600, late_finish: finish + (critical ? 0 : (id % 5) * DAY),
      constraint: "asap", deadline: id % 13 === 4 ? finish + 4 * DAY : null, calendar: 0, predecessors: "",
      resources: head ? "" : ["Ann", "Bo[50%]", "Crane"][id % 3], baseline_start: start + 8 * 3600 - DAY, baseline_finish: finish - DAY, version: 1,
    });
    if (place > 1) links.push({ id: id - 1, from: id - 1, to: id, type: "FS", lag: 0, lag_text: "", driving: 1 });
    else if (id > 1) links.push({ id: id - 1, from: Math.max(2, id - group), to: place === 1 ? id : id + 1 <= count ? id + 1 : id, type: "FS", lag: 0, lag_text: "", driving: 0 });
  }
  const plan = { rows, links, revision: 1, nextId: count + 1, undo: [], redo: [], canChange };
  rollUp(plan);
  return plan;
}

export function rollUp(plan) {
  for (const row of [...plan.rows].reverse()) {
    const children = plan.rows.length > 2000 ? null : plan.rows.filter((other) => other.parent === row.id);
    if (!children?.length) continue;
    row.kind = "summary";
    row.start = Math.min(...children.map((child) => child.start));
    row.finish = Math.max(...children.map((child) => child.finish));
  }
  for (const row of plan.rows) {
    if (plan.rows.length <= 2000) row.predecessors = plan.links.filter((link) => link.to === row.id).map((link) => `${link.from}${link.type === "FS" && !link.lag_text ? "" : link.type}${link.lag_text}`).join(";");
  }
}

export function columnsOf(rows) {
  const names = Object.keys(rows[0] ?? { ...makePlan({ count: 1 }).rows[0], from: 0, to: 0 });
  const columns = Object.fromEntries([...names, ...NULL_COLUMNS].map((name) => [name, rows.map((row) => row[name] ?? null)]));
  return columns;
}

export function project(plan) {
  return {
    id: 7, code: "P-7", name: "New depot", start: Math.min(...plan.rows.map((row) => row.start), START),
    finish: plan.rows.reduce((max, row) => Math.max(max, row.finish), START), data_date: START + 20 * DAY, deadline: START + 75 * DAY, deadline_hard: true,
  };
}

export function wirePlan(plan) {
  return {
    revision: plan.revision, project: project(plan), can: { change: plan.canChange },
    units: { minutes_per_day: 480, minutes_per_week: 2400, days_per_month: 20 },
    calendars: [{ id: 1, name: "Standard" }, { id: 2, name: "Night shift" }], default_calendar: 1,
    shading: { weekdays: [5, 6], exceptions: [[START + 32 * DAY, START + 36 * DAY]] },
    activities: columnsOf(plan.rows), links: columnsOf(plan.links), resources: [{ id: 1, name: "Ann" }],
    undo: plan.undo.at(-1)?.label ?? null, redo: plan.redo.at(-1)?.label ?? null,
  };
}
