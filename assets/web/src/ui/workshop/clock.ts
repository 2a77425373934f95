/** The seconds of a task and how long it has taken so far in; a clock that one can stop out. */

import { atZero, clockTime, elapsed, paused, started, type Stopwatch } from "../../core/stopwatch.ts";
import { button, h, status } from "../dom.ts";

export class Clock {
  readonly element: HTMLElement;
  private readonly seconds: number;
  private readonly keep: (watch: Stopwatch) => void;
  private readonly time = h("strong", { role: "timer", "aria-label": "Tiempo" });
  private readonly bar: HTMLProgressElement;
  private readonly said = status();
  private readonly press = button("", () => (this.watch.since === null ? this.run() : this.stop()));
  private watch: Stopwatch;
  private timer = 0;

  /** `keep` is called with what is to be kept whenever that changes, and every second while it runs. */
  constructor(seconds: number, kept: Stopwatch, keep: (watch: Stopwatch) => void) {
    this.seconds = seconds;
    this.keep = keep;
    this.bar = h("progress", { max: seconds, "aria-label": "Tiempo usado" });
    this.element = h("div", { class: "workshop-clock" }, h("span", {}, this.time, ` de ${clockTime(seconds * 1000)}`), this.press, this.bar, this.said);
    // What ran when the page was left goes on from there: the time between does not count.
    this.watch = { counted: kept.counted, since: null };
    if (kept.since === null) this.show();
    else this.run();
  }

  /** Starts it, unless it has run before. */
  readonly begin = (): void => {
    if (this.watch.since === null && this.watch.counted === 0) this.run();
  };

  stop(): void {
    this.become(paused(this.watch, Date.now()));
  }

  reset(): void {
    this.become(atZero);
  }

  /** Milliseconds. */
  spent(): number {
    return elapsed(this.watch, Date.now());
  }

  private run(): void {
    this.become(started(this.watch, Date.now()));
    this.timer = window.setInterval(() => this.tick(), 1000);
  }

  private become(watch: Stopwatch): void {
    clearInterval(this.timer);
    this.watch = watch;
    this.keep(watch);
    this.show();
  }

  private tick(): void {
    if (!this.element.isConnected) return clearInterval(this.timer);
    this.keep({ counted: this.spent(), since: this.watch.since });
    this.show();
  }

  private show(): void {
    const { counted, since } = this.watch;
    const spent = this.spent();
    const over = spent >= this.seconds * 1000;
    this.time.textContent = clockTime(spent);
    this.bar.value = Math.min(this.seconds, spent / 1000);
    this.element.dataset["state"] = over ? "over" : since === null ? "still" : "running";
    this.press.textContent = since !== null ? "Pausar" : counted > 0 ? "Seguir" : "Empezar el reloj";
    const words = over ? "Se ha acabado el tiempo del examen; puedes seguir." : "";
    if (this.said.textContent !== words) this.said.textContent = words;
  }
}
