import { LinkStore } from "./links";
import { SUMMARY, Table } from "./table";
import type { WireActivities } from "./fields";
import type { WireAnswer, WirePlan, WireProject } from "../server/wire";

/** A row the user has opened and the server does not know yet; its id is negative. */
export interface Draft {
  id: number;
  parent: number;
  after: number | null;
}

/** The plan as the page knows it: what the server said, plus the echo of what was just typed. */
export class PlanModel {
  readonly table: Table;
  readonly links = new LinkStore();
  readonly slotOf = new Map<number, number>();
  readonly collapsed = new Set<number>();
  /** Ids that the user has deleted and the server has not yet. */
  readonly hidden = new Set<number>();
  readonly drafts: Draft[] = [];

  revision: number;
  project: WireProject;
  undo: string | null;
  redo: string | null;

  /** Visible row -> slot, and back (-1 when not shown). */
  rows = new Int32Array(0);
  rowOf = new Int32Array(0);
  depth = new Uint8Array(0);
  parentSlot = new Int32Array(0);
  hasChildren = new Uint8Array(0);
  /** Place of a slot among its siblings, from 1, and how many siblings a parent has (`slot + 1`; 0: top level). */
  place = new Int32Array(0);
  private counts = new Int32Array(0);
  private base: Int32Array;
  private nextDraft = -1;

  constructor(readonly plan: WirePlan) {
    this.revision = plan.revision;
    this.project = plan.project;
    this.undo = plan.undo;
    this.redo = plan.redo;
    this.table = new Table(Math.ceil(plan.activities.id.length * 1.1) + 64);
    this.base = this.store(plan.activities);
    this.links.load(plan.links, this.slotOf);
    this.rebuild();
  }

  get canChange(): boolean {
    return this.plan.can.change;
  }

  id(slot: number): number {
    return this.table.number.id[slot];
  }

  name(id: number): string {
    const slot = this.slotOf.get(id);
    return slot === undefined ? "" : this.table.text.name[slot];
  }

  isSummary(slot: number): boolean {
    return this.table.code.kind[slot] === SUMMARY || this.hasChildren[slot] === 1;
  }

  isDraft(slot: number): boolean {
    return this.id(slot) < 0;
  }

  /** Takes over what the server answered; true when rows appeared, vanished or changed place. */
  apply(answer: WireAnswer): boolean {
    const known = this.slotOf.size;
    const slots = this.store(answer.activities);
    for (const id of answer.removed) {
      this.slotOf.delete(id);
      this.hidden.delete(id);
    }
    if (answer.order) this.keepOnly(answer.order);
    const fresh = this.slotOf.size + answer.removed.length !== known;
    if (answer.order) this.base = this.slots(answer.order);
    else if (fresh || answer.removed.length) this.base = this.withoutLost(slots);
    if (answer.links) this.links.load(answer.links, this.slotOf);
    this.revision = answer.revision;
    this.project = answer.project;
    this.undo = answer.undo;
    this.redo = answer.redo;
    const moved = fresh || answer.order !== null || answer.removed.length > 0 || answer.links !== null;
    if (moved) this.rebuild();
    return moved;
  }

  /** Opens an empty row below `after` (or first under `parent`), to be named by the user. */
  addDraft(parent: number, after: number | null): number {
    const slot = this.table.append(1);
    const id = this.nextDraft--;
    this.table.number.id[slot] = id;
    this.table.number.parent[slot] = parent;
    this.table.number.active[slot] = 1;
    this.slotOf.set(id, slot);
    this.drafts.push({ id, parent, after });
    this.rebuild();
    return id;
  }

  /** An id for an activity that is added without a row of its own meanwhile. */
  reserveDraft(): number {
    return this.nextDraft--;
  }

  /** Takes a draft away; `lasting` is the id under which the server has stored it. */
  removeDraft(id: number, lasting: number | null = null): void {
    const at = this.drafts.findIndex((draft) => draft.id === id);
    if (at < 0) return;
    const [gone] = this.drafts.splice(at, 1);
    for (const draft of this.drafts) {
      if (draft.after === id) draft.after = lasting ?? gone.after;
    }
    this.slotOf.delete(id);
    this.rebuild();
  }

  setCollapsed(id: number, collapsed: boolean): void {
    if (collapsed) this.collapsed.add(id);
    else this.collapsed.delete(id);
    this.rebuild();
  }

  collapseAll(collapsed: boolean): void {
    this.collapsed.clear();
    if (collapsed) for (const slot of this.base) if (this.hasChildren[slot]) this.collapsed.add(this.id(slot));
    this.rebuild();
  }

  /** Opens every summary above `id`, so that its row can be shown; its row, or -1. */
  reveal(id: number): number {
    const slot = this.slotOf.get(id);
    if (slot === undefined) return -1;
    let opened = false;
    for (let up = this.parentSlot[slot]; up >= 0; up = this.parentSlot[up]) {
      opened = this.collapsed.delete(this.id(up)) || opened;
    }
    if (opened) this.rebuild();
    return this.rowOf[slot];
  }

  /** How many rows share the parent of a slot. */
  siblings(slot: number): number {
    return this.counts[this.parentSlot[slot] + 1];
  }

  /** Slots of everything below a summary, in display order, whether shown or folded away. */
  below(id: number): number[] {
    return Array.from(this.base).filter((slot) => this.isUnder(slot, id));
  }

  /** Where a row comes to stand that is put below another one: first under an open summary, else behind it. */
  placeBelow(id: number): { parent: number; after: number | null } {
    const slot = this.slotOf.get(id);
    if (slot === undefined) return { parent: 0, after: this.childrenOf(0).at(-1) ?? null };
    if (this.hasChildren[slot] && !this.collapsed.has(id)) return { parent: id, after: null };
    return { parent: this.table.number.parent[slot], after: id };
  }

  /** Ids of the children of `parent` (0: top level) in display order, drafts left out. */
  childrenOf(parent: number): number[] {
    const ids: number[] = [];
    for (const slot of this.base) {
      if (this.table.number.parent[slot] === parent && !this.hidden.has(this.id(slot))) ids.push(this.id(slot));
    }
    return ids;
  }

  /** Ids of the activities whose name holds `text`, or whose WBS or number it is, in display order. */
  find(text: string, language: string): number[] {
    const { text: words, number } = this.table;
    const hits = this.base.filter((slot) =>
      words.name[slot].toLocaleLowerCase(language).includes(text) || words.wbs[slot] === text || String(number.number[slot]) === text);
    return Array.from(hits, (slot) => this.id(slot));
  }

  /** The first of some activities from another one on, folded away or not; -1 for none. */
  nextOf(ids: ReadonlySet<number>, from: number): number {
    const start = this.base.indexOf(this.slotOf.get(from) ?? -1);
    for (let at = Math.max(0, start); at < this.base.length; at++) {
      const id = this.id(this.base[at]!);
      if (ids.has(id)) return id;
    }
    return -1;
  }

  /** Whether a slot is one of some activities or lies under one. */
  isWithin(slot: number, ids: ReadonlySet<number>): boolean {
    for (let up = slot; up >= 0; up = this.parentSlot[up]) if (ids.has(this.id(up))) return true;
    return false;
  }

  /** `ids` without those that lie under another of them. */
  topmost(ids: Iterable<number>): number[] {
    const wanted = new Set(ids);
    return [...wanted].filter((id) => {
      const slot = this.slotOf.get(id);
      return slot !== undefined && !this.isWithin(this.parentSlot[slot], wanted);
    });
  }

  /** Earliest and latest moment that the timeline must be able to show. */
  extent(): [number, number] {
    const { start, finish, baseline_start, baseline_finish, deadline } = this.table.number;
    let low = this.project.start;
    let high = this.project.finish;
    const reach = (value: number | null): void => {
      if (value === null || Number.isNaN(value)) return;
      if (value < low) low = value;
      if (value > high) high = value;
    };
    for (const slot of this.base) {
      reach(start[slot]);
      reach(finish[slot]);
      reach(baseline_start[slot]);
      reach(baseline_finish[slot]);
      reach(deadline[slot]);
    }
    reach(this.project.data_date);
    reach(this.project.deadline);
    return [low, high];
  }

  /** Recomputes what is shown where; needed after rows came, went, moved or folded. */
  rebuild(): void {
    const size = this.table.size;
    const order = this.drafts.length ? this.orderWithDrafts() : this.base;
    this.rowOf = new Int32Array(size).fill(-1);
    this.depth = new Uint8Array(size);
    this.parentSlot = new Int32Array(size).fill(-1);
    this.hasChildren = new Uint8Array(size);
    this.place = new Int32Array(size);
    this.counts = new Int32Array(size + 1);
    const folded = new Uint8Array(size);
    const rows = new Int32Array(order.length);
    let shown = 0;
    for (const slot of order) {
      const id = this.id(slot);
      const up = this.slotOf.get(this.table.number.parent[slot]) ?? -1;
      const gone = this.hidden.has(id) || (up >= 0 && folded[up] === 2);
      const inside = up >= 0 && folded[up] !== 0;
      this.parentSlot[slot] = up;
      folded[slot] = gone ? 2 : inside || this.collapsed.has(id) ? 1 : 0;
      if (up >= 0) {
        this.depth[slot] = this.depth[up] + 1;
        if (!gone) this.hasChildren[up] = 1;
      }
      if (!gone) this.place[slot] = ++this.counts[up + 1];
      if (gone || inside) continue;
      this.rowOf[slot] = shown;
      rows[shown++] = slot;
    }
    this.rows = rows.subarray(0, shown);
    this.links.index(this.rowOf, shown);
  }

  private store(activities: WireActivities): Int32Array {
    const ids = activities.id;
    const fresh = ids.filter((id) => !this.slotOf.has(id));
    let slot = this.table.append(fresh.length);
    for (const id of fresh) this.slotOf.set(id, slot++);
    const slots = this.slots(ids);
    this.table.write(activities, slots);
    return slots;
  }

  private slots(ids: number[]): Int32Array {
    return Int32Array.from(ids.filter((id) => this.slotOf.has(id)), (id) => this.slotOf.get(id)!);
  }

  /** A whole order says what is gone too: of long ago the server does not know it one by one. */
  private keepOnly(order: number[]): void {
    const kept = new Set(order);
    for (const id of this.slotOf.keys()) if (id > 0 && !kept.has(id)) this.slotOf.delete(id);
  }

  private withoutLost(added: Int32Array): Int32Array {
    const kept = this.base.filter((slot) => this.slotOf.get(this.id(slot)) === slot);
    const present = new Set(kept);
    return Int32Array.from([...kept, ...added.filter((slot) => !present.has(slot))]);
  }

  private orderWithDrafts(): Int32Array {
    const order = Array.from(this.base);
    for (const draft of this.drafts) {
      const slot = this.slotOf.get(draft.id)!;
      order.splice(this.draftPlace(order, draft), 0, slot);
    }
    return Int32Array.from(order);
  }

  private draftPlace(order: number[], draft: Draft): number {
    if (draft.after === null && !draft.parent) return 0;
    const anchor = this.slotOf.get(draft.after ?? draft.parent);
    const at = anchor === undefined ? -1 : order.indexOf(anchor);
    if (at < 0) return order.length;
    if (draft.after === null) return at + 1;
    let end = at + 1; // past everything under the row it follows
    while (end < order.length && this.isUnder(order[end], draft.after)) end++;
    return end;
  }

  private isUnder(slot: number, id: number): boolean {
    let up = this.table.number.parent[slot];
    while (up && up !== id) {
      const above = this.slotOf.get(up);
      up = above === undefined ? 0 : this.table.number.parent[above];
    }
    return up === id;
  }
}
