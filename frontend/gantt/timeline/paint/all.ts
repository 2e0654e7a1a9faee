import { paintLinks } from "./arrows";
import { paintAxis, paintBackdrop } from "./backdrop";
import { paintBars } from "./bars";
import { paintGhost, paintMoments } from "./marks";
import type { Scene } from "./scene";

/** Everything the timeline shows, from the ground up; `overlay` comes between the bars and what floats over them. */
export function paintScene(scene: Scene, overlay?: ((scene: Scene) => void) | null): void {
  paintBackdrop(scene);
  paintLinks(scene);
  paintBars(scene);
  overlay?.(scene);
  paintGhost(scene);
  paintMoments(scene);
  paintAxis(scene);
}
