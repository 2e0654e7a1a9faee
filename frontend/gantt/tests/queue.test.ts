import assert from "node:assert/strict";
import { test } from "node:test";
import { Offline, Refused, SignedOut, type PlanApi } from "../server/api";
import { Echoes } from "../server/echo";
import { PlanModel } from "../model/model";
import { CommandQueue, type Intention, type QueueEvents } from "../server/queue";
import type { Command, Problem, WireAnswer } from "../server/wire";
import { answer, plan, type Row } from "./plans";

type Reply = (revision: number, commands: Command[]) => WireAnswer | Promise<WireAnswer>;

/** A queue over a scripted server; `sent` is what reached it. */
function bench(rows: Row[], replies: Reply[], since: (WireAnswer | null | (() => never))[] = []) {
  const model = new PlanModel(plan(rows));
  const echoes = new Echoes(model);
  const sent: { revision: number; commands: Command[] }[] = [];
  const log: string[] = [];
  let again: (() => void) | null = null;
  const api = {
    change: async (revision: number, commands: Command[]) => {
      sent.push({ revision, commands });
      return replies.shift()!(revision, commands);
    },
    undo: async (revision: number) => replies.shift()!(revision, []),
    redo: async (revision: number) => replies.shift()!(revision, []),
    since: async () => {
      const next = since.shift() ?? null;
      return typeof next === "function" ? next() : next;
    },
  } as unknown as PlanApi;
  const events: QueueEvents = {
    applied: (_, cause, step) => log.push(`applied ${cause}${step === null ? "" : `: ${step}`}`),
    state: () => undefined,
    refused: (problem) => log.push(`refused ${problem.status}`),
    conflict: (problem, retry) => (log.push(`conflict ${problem.changed_by}`), (again = retry)),
    named: (draft, id) => log.push(`named ${draft} ${id}`),
  };
  const queue = new CommandQueue(api, model, echoes, events);
  const idle = async (): Promise<void> => {
    while (queue.waiting && !queue.hindrance) await new Promise((done) => setImmediate(done));
  };
  const name = (id: number): string => model.name(id);
  return { model, echoes, queue, sent, log, idle, name, repeat: () => again!() };
}

const refuse = (status: number, more: Partial<Problem> = {}): never => {
  throw new Refused({ title: "no", status, detail: "no", ...more });
};
const rename = (id: number, name: string): Intention => ({
  commands: [{ do: "set", id, fields: { name } }],
  echo: { values: [{ id, field: "name", value: name }] },
});

test("a change shows at once and carries the revision and the version of its row", async () => {
  const { queue, sent, name, idle } = bench([{ id: 1, version: 4 }], [(revision) => answer(revision + 1, [{ id: 1, name: "New", version: 5 }])]);
  queue.add(rename(1, "New"));
  assert.equal(name(1), "New");
  await idle();
  assert.deepEqual(sent, [{ revision: 1, commands: [{ do: "set", id: 1, fields: { name: "New" }, version: 4 }] }]);
});

test("changes go one at a time, each against the revision and version the one before has made", async () => {
  let open = 0;
  const slow = (version: number): Reply => async (revision) => {
    assert.equal(++open, 1);
    await new Promise((done) => setTimeout(done, 2));
    open--;
    return answer(revision + 1, [{ id: 1, version }]);
  };
  const { queue, sent, idle } = bench([{ id: 1 }], [slow(2), slow(3)]);
  queue.add(rename(1, "a"));
  queue.add(rename(1, "b"));
  await idle();
  assert.deepEqual(sent.map(({ revision }) => revision), [1, 2]);
  assert.deepEqual(sent.map(({ commands }) => (commands[0] as { version: number }).version), [1, 2]);
});

test("while one change is answered the echo of the next stays on show", async () => {
  const seen: string[] = [];
  const { queue, idle, name, model } = bench([{ id: 1, name: "old" }], [
    (revision) => answer(revision + 1, [{ id: 1, name: "first" }]),
    (revision) => (seen.push(model.name(1)), answer(revision + 1, [{ id: 1, name: "second" }])),
  ]);
  queue.add(rename(1, "first"));
  queue.add(rename(1, "second"));
  await idle();
  assert.deepEqual(seen, ["second"]);
  assert.equal(name(1), "second");
});

test("a refusal takes its own echo back and leaves the later ones", async () => {
  const { queue, log, idle, model } = bench([{ id: 1, name: "old" }], [
    () => refuse(422),
    (revision) => (assert.equal(model.name(1), "old"), answer(revision + 1, [{ id: 1, name: "old", percent: 40 }])),
  ]);
  queue.add(rename(1, "bad"));
  queue.add({ commands: [{ do: "set", id: 1, fields: { percent: 40 } }], echo: { values: [{ id: 1, field: "percent", value: 40 }] } });
  await idle();
  assert.deepEqual(log, ["refused 422", "applied change"]);
  assert.equal(model.table.number.percent[model.slotOf.get(1)!], 40);
});

test("a refusal that its cell has shown is not told twice", async () => {
  const { queue, log, idle } = bench([{ id: 1 }], [() => refuse(422)]);
  queue.add({ ...rename(1, "bad"), refused: () => true });
  await idle();
  assert.deepEqual(log, []);
});

test("when others changed another row the change is sent again over the newer plan", async () => {
  const { queue, sent, log, idle, name } = bench(
    [{ id: 1 }, { id: 2 }],
    [() => refuse(409), (revision) => answer(revision + 1, [{ id: 1, name: "mine", version: 2 }])],
    [answer(5, [{ id: 2, name: "theirs", version: 2 }])],
  );
  queue.add(rename(1, "mine"));
  await idle();
  assert.deepEqual(sent.map(({ revision }) => revision), [1, 5]);
  assert.deepEqual(log, ["applied poll", "applied change"]);
  assert.deepEqual([name(1), name(2)], ["mine", "theirs"]);
});

test("when others changed the same row the newer plan is shown and the user asked", async () => {
  const { queue, sent, log, idle, name, repeat } = bench(
    [{ id: 1 }],
    [() => refuse(409, { changed_by: "Lee" }), (revision) => answer(revision + 1, [{ id: 1, name: "mine", version: 3 }])],
    [answer(5, [{ id: 1, name: "theirs", version: 2 }])],
  );
  queue.add(rename(1, "mine"));
  await idle();
  assert.deepEqual(log, ["applied poll", "conflict Lee"]);
  assert.equal(name(1), "theirs");
  repeat();
  await idle();
  assert.equal((sent[1]!.commands[0] as { version: number }).version, 2);
  assert.equal(name(1), "mine");
});

test("a removal that would take somebody's work with it is told, though the removed row is as it was", async () => {
  const { queue, sent, log, idle } = bench(
    [{ id: 1 }, { id: 2, parent: 1 }],
    [() => refuse(409, { changed_by: "Lee", row: 2 })],
    [answer(5, [{ id: 2, name: "theirs", version: 2 }])],
  );
  queue.add({ commands: [{ do: "delete", ids: [1] }] });
  await idle();
  assert.equal(sent.length, 1);
  assert.deepEqual(log, ["applied poll", "conflict Lee"]);
});

test("a conflict without anything newer is not sent for ever", async () => {
  const { queue, sent, log, idle } = bench([{ id: 1 }], [() => refuse(409, { changed_by: "Lee" })]);
  queue.add(rename(1, "mine"));
  await idle();
  assert.equal(sent.length, 1);
  assert.deepEqual(log, ["conflict Lee"]);
});

test("offline changes wait, keep their echo and go out when the line is back", async () => {
  const down = (): never => {
    throw new Offline("down");
  };
  const { queue, idle, name } = bench([{ id: 1 }], [down, (revision) => answer(revision + 1, [{ id: 1, name: "kept" }])]);
  queue.add(rename(1, "kept"));
  await idle();
  assert.deepEqual([queue.hindrance instanceof Offline, queue.waiting, name(1)], [true, 1, "kept"]);
  queue.hindrance = null;
  queue.resume();
  await idle();
  assert.deepEqual([queue.hindrance, queue.waiting, name(1)], [null, 0, "kept"]);
});

test("what was changed after the session ended waits in its cell for whoever signs in again", async () => {
  const ended = (): never => {
    throw new SignedOut("");
  };
  const { queue, idle, name, log } = bench([{ id: 1 }], [ended, (revision) => answer(revision + 1, [{ id: 1, name: "kept" }])]);
  queue.add(rename(1, "kept"));
  await idle();
  assert.deepEqual([queue.hindrance instanceof SignedOut, queue.waiting, name(1), log], [true, 1, "kept", []]);
  queue.hindrance = null;
  queue.resume();
  await idle();
  assert.deepEqual([queue.hindrance, queue.waiting, name(1), log], [null, 0, "kept", ["applied change"]]);
});

test("a session that ended is noticed while nothing waits, and so is its return", async () => {
  const { queue } = bench([{ id: 1 }], [], [() => { throw new SignedOut(""); }, null]);
  await queue.poll();
  assert.ok(queue.hindrance instanceof SignedOut);
  await queue.poll();
  assert.equal(queue.hindrance, null);
});

test("a draft is stored under a reference and later changes of it find the lasting id", async () => {
  const { queue, model, sent, log, idle } = bench(
    [{ id: 1 }],
    [
      (revision) => answer(revision + 1, [{ id: 8, name: "Dig", version: 1 }], { refs: { n1: 8 }, order: [1, 8] }),
      (revision) => answer(revision + 1, [{ id: 8, name: "Dig", percent: 50, version: 2 }]),
    ],
  );
  const draft = model.addDraft(0, 1);
  queue.add({ commands: [{ do: "add", ref: "n1", parent: null, after: 1, fields: { name: "Dig" } }] });
  queue.add({ commands: [{ do: "set", id: draft, fields: { percent: 50 } }] });
  await idle();
  assert.deepEqual(log, ["named -1 8", "applied change", "applied change"]);
  assert.deepEqual(sent[1]!.commands, [{ do: "set", id: 8, fields: { percent: 50 }, version: 1 }]);
  assert.deepEqual(Array.from(model.rows, (slot) => model.id(slot)), [1, 8]);
});

test("deleted rows are hidden at once and come back when the server refuses", async () => {
  const { queue, model, idle } = bench([{ id: 1 }, { id: 2 }], [() => refuse(403)]);
  queue.add({ commands: [{ do: "delete", ids: [2] }], echo: { hidden: [2] } });
  assert.equal(model.rows.length, 1);
  await idle();
  assert.equal(model.rows.length, 2);
});

test("a poll brings in what others did, but not while own changes wait", async () => {
  const { queue, name, log } = bench([{ id: 1 }], [], [answer(2, [{ id: 1, name: "theirs" }])]);
  await queue.poll();
  assert.equal(name(1), "theirs");
  assert.deepEqual(log, ["applied poll"]);
});

test("a poll that was under way when a change began to wait says nothing about what hinders it", async () => {
  let answerPoll!: () => void;
  const { queue, idle } = bench([{ id: 1 }], [() => { throw new SignedOut(""); }, (revision) => answer(revision + 1, [])]);
  const api = (queue as unknown as { api: PlanApi }).api;
  api.since = () => new Promise((done) => (answerPoll = () => done(null)));
  const polled = queue.poll();
  queue.add(rename(1, "kept"));
  await idle();
  answerPoll();
  await polled;
  assert.ok(queue.hindrance instanceof SignedOut);
  queue.hindrance = null;
  queue.resume();
  await idle();
});

test("undo and redo take their turn among the changes, and tell what they have undone and redone", async () => {
  const { queue, sent, log, idle } = bench([{ id: 1 }], [
    (revision) => answer(revision + 1, [], { undo: "Rename" }),
    (revision) => answer(revision + 1, [], { undo: null, redo: "Rename" }),
    (revision) => answer(revision + 1, [], { undo: "Rename", redo: null }),
  ]);
  queue.add(rename(1, "new"));
  queue.undo();
  queue.redo();
  await idle();
  assert.equal(sent.length, 1);
  assert.deepEqual(log, ["applied change", "applied undo: Rename", "applied redo: Rename"]);
});

test("links, moves and deletions of a new line name it by its reference until it has its lasting id", async () => {
  const { queue, model, sent, idle } = bench([{ id: 1 }], [
    (revision) => answer(revision + 1, [{ id: 8 }], { refs: { n1: 8 }, order: [1, 8] }),
    (revision) => answer(revision + 1),
  ]);
  const draft = model.addDraft(0, 1);
  const commands: Command[] = [
    { do: "link", from: 1, to: draft, type: "FS", lag: "" },
    { do: "move", ids: [draft], parent: null, after: draft },
    { do: "delete", ids: [draft] },
    { do: "add", ref: "n2", parent: draft, after: null, fields: {} },
  ];
  const named = (id: number | string): Command[] => [
    { do: "link", from: 1, to: id, type: "FS", lag: "" },
    { do: "move", ids: [id], parent: null, after: id },
    { do: "delete", ids: [id] },
    { do: "add", ref: "n2", parent: id, after: null, fields: {} },
  ];
  assert.deepEqual(queue.prepared(commands), named("n1"));
  queue.add({ commands: [{ do: "add", ref: "n1", parent: null, after: 1, fields: { name: "Dig" } }] });
  queue.add({ commands });
  await idle();
  assert.deepEqual(sent[1]!.commands, named(8));
});

test("where others are quicker again and again, and touch other rows alone, it is tried a few times and then told", async () => {
  let revision = 1;
  const quicker = (): WireAnswer => answer(++revision, [{ id: 2, version: revision }]);
  const { queue, sent, log, idle } = bench([{ id: 1 }, { id: 2 }], Array(4).fill(() => refuse(409)), Array.from({ length: 4 }, quicker));
  queue.add(rename(1, "mine"));
  await idle();
  assert.deepEqual(sent.map((each) => each.revision), [1, 2, 3, 4]);
  assert.equal(log.at(-1), "conflict undefined");
});

test("what the server has taken is told to whoever asked for it, after the page shows it", async () => {
  const { queue, name, idle } = bench([{ id: 1, name: "old" }], [(revision) => answer(revision + 1, [{ id: 1, name: "new" }])]);
  const seen: string[] = [];
  queue.add({ ...rename(1, "typed"), done: ({ message }) => seen.push(message, name(1)) });
  await idle();
  assert.deepEqual(seen, ["done", "new"]);
});
