// What the made-up API does with commands. Mirrors the shapes of the real one, not its scheduling.
import { columnsOf, project, rollUp } from "./plan.mjs";

const DAY = 86400;
const UNITS = { h: 3600 / 28800, d: 1, w: 5, ed: 1 };

export class Refusal extends Error {
  constructor(status, detail, more = {}) {
    super(detail);
    this.problem = { type: "about:blank", title: detail, status, detail, ...more };
  }
}

/** Runs commands on a copy, keeps it unless it is a preview, and answers what differs. */
export function change(plan, commands, preview) {
  const before = snapshot(plan);
  const refs = {};
  try {
    for (const command of commands) apply(plan, command, refs);
    push(plan);
    rollUp(plan);
  } catch (error) {
    restore(plan, before);
    throw error;
  }
  const label = labelOf(plan, before, commands);
  const answer = difference(plan, before, refs, inWords(plan, before, commands));
  if (preview) return restore(plan, before), answer;
  plan.undo.push({ label, state: before });
  plan.redo = [];
  return stamped(plan, answer, before);
}

/** Moves every activity: the largest answer there can be. */
export function shiftAll(plan, seconds) {
  const before = snapshot(plan);
  const moved = ["start", "finish", "early_start", "early_finish", "late_start", "late_finish"];
  for (const row of plan.rows) for (const field of moved) row[field] += seconds;
  const answer = { activities: columnsOf(plan.rows), removed: [], order: null, links: null, project: project(plan), refs: {}, new_resources: [], message: "Everything moved" };
  return stamped(plan, answer, before);
}

export function step(plan, from, to) {
  const entry = plan[from].pop();
  if (!entry) throw new Refusal(409, "There is nothing more.");
  const before = snapshot(plan);
  plan[to].push({ label: entry.label, state: before });
  restore(plan, entry.state);
  return stamped(plan, difference(plan, before, {}, entry.label), before);
}

function stamped(plan, answer, before) {
  plan.revision = before.revision + 1;
  return { ...answer, revision: plan.revision, undo: plan.undo.at(-1)?.label ?? null, redo: plan.redo.at(-1)?.label ?? null };
}

function apply(plan, command, refs) {
  const known = (ref) => (typeof ref === "string" ? refs[ref] : ref);
  const row = (ref) => plan.rows.find((each) => each.id === known(ref)) ?? fail(404, `No activity ${ref}`);
  const { rows } = plan;
  if (command.do === "set") return set(plan, row(command.id), command);
  if (command.do === "add") {
    const id = plan.nextId++;
    refs[command.ref] = id;
    const parent = known(command.parent) ?? 0;
    const fresh = { ...rows[0], id, number: id, parent, wbs: "", name: "New activity", kind: "task", mode: "auto", active: 1, percent: 0, critical: 0, start: project(plan).start, finish: project(plan).start + 9 * 3600, duration_text: "1d", predecessors: "", resources: "", deadline: null, version: 1, baseline_start: null, baseline_finish: null };
    insert(plan, [fresh], parent, known(command.after));
    try {
      return set(plan, fresh, { fields: command.fields, version: 1 });
    } catch (error) {
      error.problem.row = command.ref;
      throw error;
    }
  }
  if (command.do === "delete") {
    const gone = new Set(command.ids.flatMap((id) => family(plan, id)));
    plan.rows = rows.filter((each) => !gone.has(each.id));
    plan.links = plan.links.filter((link) => !gone.has(link.from) && !gone.has(link.to));
    return;
  }
  if (command.do === "move") return insert(plan, take(plan, command.ids), known(command.parent) ?? 0, known(command.after));
  if (command.do === "indent" || command.do === "outdent") return command.ids.forEach((id) => shift(plan, row(id), command.do));
  if (command.do === "unlink") return void (plan.links = plan.links.filter((link) => link.from !== known(command.from) || link.to !== known(command.to)));
  if (known(command.from) === known(command.to)) fail(422, "An activity cannot follow itself.");
  plan.links.push({ id: Math.max(0, ...plan.links.map((link) => link.id)) + 1, from: row(command.from).id, to: row(command.to).id, type: command.type, lag: 0, lag_text: command.lag, driving: 1 });
}

function set(plan, row, { fields, version }) {
  if (version === undefined) fail(428, "The version of the activity is missing.");
  if (version !== row.version) fail(409, `Lee has changed “${row.name}” since you opened it.`, { row: row.id, changed_by: "Lee", changed: [`“${row.name}”`] });
  for (const [field, value] of Object.entries(fields)) setField(plan, row, field, value);
  row.version++;
}

function setField(plan, row, field, value) {
  const bad = (detail) => fail(422, detail, { row: row.id, field });
  if (field === "name") row.name = String(value);
  else if (field === "percent") row.percent = Number(value);
  else if (field === "duration") {
    const match = /^([\d.]+)\s*(\w*)$/.exec(value);
    if (!match || !(UNITS[match[2] || "d"])) bad(`“${value}” is not a duration this plan knows. Write 2w, 3d or 4h.`);
    row.duration_text = value;
    row.finish = row.start + Math.max(1, Number(match[1]) * UNITS[match[2] || "d"]) * DAY - 15 * 3600;
  } else if (field === "start" || field === "finish") {
    const time = typeof value === "number" ? value : Date.parse(`${value}Z`) / 1000;
    if (Number.isNaN(time)) bad(`“${value}” is not a date. Write 2026-03-12, +3d or next fri.`);
    if (field === "start") row.finish += time - row.start;
    row[field] = time;
  } else if (field === "predecessors") {
    plan.links = plan.links.filter((link) => link.to !== row.id);
    for (const part of value.split(";").filter(Boolean)) {
      const [, number, type = "FS", lag = ""] = /^(\d+)\s*([A-Z]{2})?(.*)$/i.exec(part.trim()) ?? bad("That is no list of predecessors.");
      plan.links.push({ id: plan.nextId++, from: Number(number), to: row.id, type: type.toUpperCase(), lag: 0, lag_text: lag, driving: 1 });
    }
  } else row[field] = ["deadline", "constraint_date", "actual_start", "actual_finish"].includes(field) && typeof value === "string" ? Date.parse(`${value}Z`) / 1000 || bad("That is no date.") : value;
}

/** Pushes followers later where a predecessor now ends after their start. */
function push(plan) {
  const byId = new Map(plan.rows.map((row) => [row.id, row]));
  for (let pass = 0, moved = true; moved && pass < 50; pass++) {
    moved = false;
    for (const link of plan.links) {
      const from = byId.get(link.from);
      const to = byId.get(link.to);
      if (!from || !to || link.type !== "FS" || to.start >= from.finish || to.percent > 0) continue;
      const delta = Math.ceil((from.finish - to.start) / DAY) * DAY;
      to.start += delta;
      to.finish += delta;
      moved = true;
    }
  }
}

function family(plan, id) {
  return [id, ...plan.rows.filter((row) => row.parent === id).flatMap((row) => family(plan, row.id))];
}

function take(plan, ids) {
  const moved = new Set(ids.flatMap((id) => family(plan, id)));
  const block = plan.rows.filter((row) => moved.has(row.id));
  plan.rows = plan.rows.filter((row) => !moved.has(row.id));
  for (const row of block) if (ids.includes(row.id)) row.parent = -1;
  return block;
}

function insert(plan, block, parent, after) {
  for (const row of block) if (row.parent === -1) row.parent = parent;
  const anchor = after ?? parent;
  let at = plan.rows.findIndex((row) => row.id === anchor) + 1;
  if (after) while (at < plan.rows.length && family(plan, after).includes(plan.rows[at].id)) at++;
  if (!anchor && after === undefined) at = plan.rows.length;
  plan.rows.splice(at, 0, ...block);
}

function shift(plan, row, kind) {
  const siblings = plan.rows.filter((each) => each.parent === row.parent);
  const previous = siblings[siblings.indexOf(row) - 1];
  if (kind === "indent") return void (previous ? (row.parent = previous.id) : fail(422, "The first activity cannot be indented."));
  const parent = plan.rows.find((each) => each.id === row.parent) ?? fail(422, "The activity is at the top already.");
  insert(plan, take(plan, [row.id]), parent.parent, parent.id);
}

function snapshot(plan) {
  return { rows: plan.rows.map((row) => ({ ...row })), links: plan.links.map((link) => ({ ...link })), revision: plan.revision };
}

function restore(plan, { rows, links }) {
  plan.rows = rows.map((row) => ({ ...row }));
  plan.links = links.map((link) => ({ ...link }));
}

/** What became of the first activity: “Permit 14” starts 2026-04-02. */
function inWords(plan, before, [{ id }]) {
  const [now, old] = [plan.rows, before.rows].map((rows) => rows.find((row) => row.id === id));
  if (!now || !old || (now.start === old.start && now.finish === old.finish)) return "";
  const [verb, time] = now.start === old.start ? ["finishes", now.finish] : ["starts", now.start];
  return `“${now.name}” ${verb} ${new Date(time * 1000).toISOString().slice(0, 10)}`;
}

function labelOf(plan, before, [first, ...rest]) {
  const id = first.id ?? first.ids?.[0] ?? first.to;
  const name = before.rows.find((row) => row.id === id)?.name ?? first.fields?.name ?? "activity";
  return `${first.do} “${name}”${rest.length ? ` and ${rest.length} more` : ""}`;
}

function difference(plan, before, refs, message) {
  const old = new Map(before.rows.map((row) => [row.id, JSON.stringify(row)]));
  const rows = plan.rows.filter((row) => old.get(row.id) !== JSON.stringify(row));
  const removed = before.rows.map((row) => row.id).filter((id) => !plan.rows.some((row) => row.id === id));
  const order = plan.rows.map((row) => row.id);
  const same = order.join() === before.rows.map((row) => row.id).join() && rows.every((row) => before.rows.find((each) => each.id === row.id)?.parent === row.parent);
  const linksChanged = JSON.stringify(plan.links) !== JSON.stringify(before.links);
  const activities = rows.length ? columnsOf(rows) : Object.fromEntries(Object.keys(columnsOf(plan.rows)).map((name) => [name, []]));
  return { revision: plan.revision, activities, removed, order: same ? null : order, links: linksChanged ? columnsOf(plan.links) : null, project: project(plan), refs, new_resources: [], undo: null, redo: null, message };
}

function fail(status, detail, more) {
  throw new Refusal(status, detail, more);
}
