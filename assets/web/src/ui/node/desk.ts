/** A command to try in; the one terminal of this window, with its node behind it, out. */

import { siteFile } from "../site.ts";
import { Journey } from "./journey.ts";
import { Machine } from "./machine.ts";
import { Panel } from "./panel.ts";
import type { Reply } from "./runner.ts";
import { openScreen, type Screen } from "./terminal.ts";

const GREETING = "\x1b[90mLinux en esta página: nada sale de ella.\x1b[0m\r\n";
const LOOK_AGAIN = 60;
const KEYSTROKE = 14;
const STILL = 150;

/** What a page can ask of the terminal, also from inside a frame. */
export interface Desk {
  /** Types a command for the reader and presses Enter. */
  tryOut(command: string): Promise<void>;
  run(script: string): Promise<Reply>;
  /** Hears when the node starts again from the beginning. */
  onRestore(heard: () => void): void;
}

declare global {
  interface Window {
    apuntesDesk?: Desk;
  }
}

class OpenDesk implements Desk {
  /** Settled once the shell can be typed to; rejects with an Error whose message is for the learner. */
  readonly on: Promise<void>;
  private readonly panel: Panel;
  private readonly journey: Journey;
  private readonly gone: () => void;
  private readonly heard: (() => void)[] = [];
  private machine: Machine | null = null;
  private screen: Screen | null = null;
  private back: HTMLElement | null = null;
  private telling: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(home: HTMLElement | null, gone: () => void) {
    this.gone = gone;
    this.panel = new Panel({
      type: (text) => {
        this.machine?.type(text);
        this.screen?.terminal.focus();
      },
      restore: () => void this.restore().catch((error: unknown) => this.panel.tell(wordsOf(error))),
      close: () => this.close(),
      resized: () => this.measure(),
      readAloud: (wanted) => {
        if (this.screen) this.screen.terminal.options.screenReaderMode = wanted;
      },
    });
    this.journey = new Journey(siteFile("."), (away) => (away || !home ? this.panel.dock() : this.panel.settle(home)));
    if (home) this.panel.settle(home);
    else this.panel.dock();
    this.back = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.on = this.switchOn();
  }

  /** Fetches the node and shows its screen. */
  private async switchOn(): Promise<void> {
    try {
      this.machine = await Machine.start((share) => this.panel.progress(share));
      if (this.closed) throw new Error("Has cerrado la terminal.");
      this.panel.ready();
      this.screen = await openScreen(this.panel.screen);
      this.connect(this.machine, this.screen);
    } catch (error) {
      if (this.closed) void this.machine?.destroy();
      this.close();
      throw error;
    }
  }

  private connect(machine: Machine, { terminal }: Screen): void {
    machine.onOutput((bytes) => terminal.write(bytes));
    terminal.onData((text) => machine.type(text));
    terminal.onBinary((text) => machine.type(text));
    terminal.onResize(() => this.tellSize());
    terminal.write(GREETING);
    this.measure();
    this.tellSize();
    machine.type("\r");
    terminal.focus();
  }

  async tryOut(command: string): Promise<void> {
    await this.on;
    const { machine, screen } = this;
    if (!machine || !screen) return;
    this.panel.collapse(false);
    screen.terminal.scrollToBottom();
    screen.terminal.focus();
    await this.prompt(machine, screen);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) machine.type(command);
    else for (const key of command) await typed(machine, key);
    machine.type("\r");
  }

  /** Waits for the shell; what was half typed is taken away (Control U), what runs there is interrupted (Control C). */
  private async prompt(machine: Machine, screen: Screen): Promise<void> {
    machine.type("\x15");
    await pause(LOOK_AGAIN);
    for (let looks = 0; looks < 40 && !screen.atPrompt(); looks++) {
      if (looks === 12) machine.type("\x03");
      await pause(LOOK_AGAIN);
    }
  }

  async run(script: string): Promise<Reply> {
    await this.on;
    if (!this.machine || this.closed) throw new Error("El nodo está apagado.");
    return this.machine.run(script);
  }

  onRestore(heard: () => void): void {
    this.heard.push(heard);
  }

  private async restore(): Promise<void> {
    if (!this.machine || !this.screen) return;
    await this.machine.restore();
    this.screen.terminal.reset();
    this.screen.terminal.write(GREETING);
    this.tellSize();
    this.machine.type("\r");
    this.screen.terminal.focus();
    for (const heard of this.heard) heard();
    this.panel.tell("El nodo está como al principio.");
  }

  /** The screen fills its place; the shell must hear how wide it is, or long lines would write over themselves. */
  private measure(): void {
    if (this.panel.screen.isConnected && this.panel.screen.offsetHeight > 0) this.screen?.fit();
  }

  /** Once the edge is not being dragged any more. */
  private tellSize(): void {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      const { cols = 80, rows = 24 } = this.screen?.terminal ?? {};
      void this.machine?.run(`stty -F /dev/ttyS0 cols ${cols} rows ${rows}`).catch(() => undefined);
    }, STILL);
  }

  private close(): void {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.telling);
    delete window.apuntesDesk;
    this.panel.remove();
    this.screen?.terminal.dispose();
    void this.machine?.destroy();
    this.journey.end();
    if (this.back?.isConnected) this.back.focus();
    this.gone();
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

function typed(machine: Machine, key: string): Promise<void> {
  machine.type(key);
  return pause(KEYSTROKE);
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : "Algo ha fallado.");

/**
 * The terminal of this window, switched on the first time; in `home` if the page has a place for it, else at the foot.
 * `gone` hears when it is closed. Rejects with an Error whose message is for the learner.
 */
export async function openDesk(home: HTMLElement | null = null, gone: () => void = () => undefined): Promise<Desk> {
  if (window.apuntesDesk) return window.apuntesDesk;
  const desk = new OpenDesk(home, gone);
  window.apuntesDesk = desk;
  await desk.on;
  return desk;
}
