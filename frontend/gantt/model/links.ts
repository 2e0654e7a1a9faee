import type { LinkType, WireLinks } from "../server/wire";

export const LINK_TYPES: LinkType[] = ["FS", "SS", "FF", "SF"];
const BLOCK = 64;

function placeOf(type: string): number {
  const place = LINK_TYPES.indexOf(type as LinkType);
  if (place < 0) throw new Error(`no link is drawn for the type ${type}`);
  return place;
}

/** Links between slots, with an index by blocks of rows so that a frame looks only at what may show. */
export class LinkStore {
  size = 0;
  from = new Int32Array(0);
  to = new Int32Array(0);
  type = new Uint8Array(0);
  driving = new Uint8Array(0);
  private blocks: Int32Array[] = [];
  private seen = new Uint32Array(0);
  private pass = 0;

  load(links: WireLinks, slotOf: ReadonlyMap<number, number>): void {
    const count = links.from.length;
    this.from = new Int32Array(count);
    this.to = new Int32Array(count);
    this.type = new Uint8Array(count);
    this.driving = new Uint8Array(count);
    this.seen = new Uint32Array(count);
    this.pass = 0;
    this.size = 0;
    for (let i = 0; i < count; i++) {
      const from = slotOf.get(links.from[i]);
      const to = slotOf.get(links.to[i]);
      if (from === undefined || to === undefined) continue;
      this.from[this.size] = from;
      this.to[this.size] = to;
      this.type[this.size] = placeOf(links.type[i]);
      this.driving[this.size++] = links.driving[i];
    }
  }

  /** Rebuilds the index after rows changed place; `rowOf` is -1 for what is not shown. */
  index(rowOf: Int32Array, rows: number): void {
    const counts = new Int32Array(Math.ceil(rows / BLOCK) + 1);
    const each = (visit: (block: number, link: number) => void): void => {
      for (let link = 0; link < this.size; link++) {
        const a = rowOf[this.from[link]];
        const b = rowOf[this.to[link]];
        if (a < 0 || b < 0) continue;
        const last = Math.floor(Math.max(a, b) / BLOCK);
        for (let block = Math.floor(Math.min(a, b) / BLOCK); block <= last; block++) visit(block, link);
      }
    };
    each((block) => counts[block]++);
    this.blocks = Array.from(counts, (count) => new Int32Array(count));
    counts.fill(0);
    each((block, link) => (this.blocks[block][counts[block]++] = link));
  }

  /** Calls `visit` once for every link that touches rows `first`..`last` or passes over them. */
  between(first: number, last: number, visit: (link: number) => void): void {
    this.pass++;
    for (let block = Math.floor(first / BLOCK); block <= Math.floor(last / BLOCK); block++) {
      for (const link of this.blocks[block] ?? []) {
        if (this.seen[link] === this.pass) continue;
        this.seen[link] = this.pass;
        visit(link);
      }
    }
  }
}
