import assert from "node:assert/strict";
import { test } from "node:test";
import { SvgPen, SvgTrack } from "../timeline/paint/svgpen";

const pen = (rtl = false): SvgPen => new SvgPen((text) => ({ width: text.length * 7 }) as TextMetrics, rtl);

test("what is drawn is written down in its order and colours", () => {
  const drawing = pen();
  drawing.fillStyle = "red";
  drawing.fillRect(1, 2.005, 30, 4);
  drawing.strokeStyle = "blue";
  drawing.setLineDash([4, 3]);
  drawing.beginPath();
  drawing.moveTo(0, 0);
  drawing.lineTo(10, 5);
  drawing.closePath();
  drawing.stroke();
  assert.deepEqual(drawing.drawn, [
    '<rect x="1" y="2.01" width="30" height="4" fill="red"/>',
    '<path d="M0 0L10 5Z" fill="none" stroke="blue" stroke-width="1" stroke-linejoin="miter" stroke-dasharray="4 3"/>',
  ]);
});

test("lines kept for later are drawn where they are asked for, and nothing for none", () => {
  const drawing = pen();
  const track = new SvgTrack();
  drawing.stroke(track);
  assert.deepEqual(drawing.drawn, []);
  track.moveTo(1, 1);
  drawing.fill(track);
  assert.deepEqual(drawing.drawn, ['<path d="M1 1" fill="#000"/>']);
});

test("names are text whatever they hold", () => {
  const drawing = pen();
  drawing.font = "600 13px Sans";
  drawing.fillText('<script>&"', 0, 0);
  assert.match(drawing.drawn[0], /font-size="13px" font-weight="600"/);
  assert.match(drawing.drawn[0], />&#60;script&#62;&#38;&#34;<\/text>$/);
});

test("words that stand at the right begin there where they run from right to left", () => {
  const anchors = [false, true].map((rtl) => {
    const drawing = pen(rtl);
    for (const side of ["left", "right", "center"] as const) {
      drawing.textAlign = side;
      drawing.fillText("x", 0, 0);
    }
    return drawing.drawn.map((text) => /text-anchor="(\w+)"/.exec(text)![1]);
  });
  assert.deepEqual(anchors, [["start", "end", "middle"], ["end", "start", "middle"]]);
});
