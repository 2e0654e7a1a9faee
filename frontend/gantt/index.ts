import "./gantt.css";
import { HwGantt } from "./element";

customElements.define("hw-gantt", HwGantt);
