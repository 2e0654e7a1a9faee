import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Frames } from "../bench/frames";
import { EdgePan } from "../controls/edgepan";

/** The screen: what is asked for its next frame. */
let waiting: (() => void)[] = [];
Object.assign(globalThis, {
  requestAnimationFrame: (draw: () => void) => waiting.push(draw),
  cancelAnimationFrame: () => (waiting = []),
});
function frame(): void {
  const now = waiting;
  waiting = [];
  for (const draw of now) draw();
}

test("however often it is asked, a frame is drawn once, with rows where one of those who asked changed them", () => {
  const drawn: boolean[] = [];
  const frames = new Frames();
  frames.ask();
  frame();
  assert.deepEqual([...drawn], [], "nothing before it begins");
  frames.start((rows) => drawn.push(rows));
  frame();
  frames.ask();
  frames.ask(true);
  frames.ask();
  frame();
  frames.ask();
  frame();
  frame();
  assert.deepEqual(drawn, [true, true, false]);
  frames.ask();
  frames.end();
  frame();
  assert.equal(drawn.length, 3);
});

/** A window of 1000 × 500 pixels, in which something was taken hold of at `held`. */
function pan(held: { clientX: number; clientY: number }) {
  let now = 0;
  mock.method(performance, "now", () => now);
  waiting = [];
  const scrolled: [number, number][] = [];
  const box = { left: 0, right: 1000, top: 0, bottom: 500 } as DOMRect;
  const edge = new EdgePan(() => box, (dx, dy) => scrolled.push([dx, dy]), () => undefined);
  const at = (clientX: number, clientY: number, ways = {}): void => edge.at({ clientX, clientY }, held, ways);
  const rest = (): [number, number] | undefined => {
    scrolled.length = 0;
    now += 301;
    frame();
    return scrolled[0];
  };
  return { edge, at, rest, scrolled };
}
const MIDDLE = { clientX: 500, clientY: 250 };

test("what is held near an edge scrolls there, the faster the nearer, after a moment", () => {
  const { at, rest, scrolled } = pan(MIDDLE);
  at(970, 250);
  frame();
  assert.deepEqual(scrolled, [], "what is near the edge can be reached too");
  assert.deepEqual(rest(), [2, 0]);
  at(997, 250);
  assert.deepEqual(rest(), [11, 0]);
  at(1200, 250);
  assert.deepEqual(rest(), [22, 0], "no faster than this");
  at(3, 497);
  assert.deepEqual(rest(), [-11, 11]);
});

test("in the middle, and after it is let go, nothing scrolls", () => {
  const { edge, at, rest } = pan(MIDDLE);
  at(500, 250);
  assert.equal(rest(), undefined);
  at(1000, 250);
  edge.stop();
  assert.equal(rest(), undefined);
});

test("what was taken hold of near an edge scrolls only when it is moved further towards it", () => {
  const { at, rest } = pan({ clientX: 990, clientY: 250 });
  at(980, 250);
  assert.equal(rest(), undefined);
  at(995, 250);
  assert.deepEqual(rest(), [11, 0]);
});

test("rows scroll up and down alone", () => {
  const { at, rest } = pan(MIDDLE);
  at(1000, 500, { sideways: false });
  assert.deepEqual(rest(), [0, 12]);
});
