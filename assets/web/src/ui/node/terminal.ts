/** A place on the page in; a terminal in the site's colours out, which one can leave by keyboard. */

import { FitAddon } from "@xterm/addon-fit";
import { type ITheme, Terminal } from "@xterm/xterm";
import { h } from "../dom.ts";

/** How the palette of colour.css serves the sixteen colours of a terminal. */
const COLOURS: Readonly<Partial<Record<keyof ITheme, string>>> = {
  background: "--sunk",
  foreground: "--ink",
  cursor: "--accent",
  cursorAccent: "--sunk",
  selectionBackground: "--marker",
  selectionForeground: "--ink",
  black: "--ink",
  red: "--bad",
  green: "--good",
  yellow: "--care",
  blue: "--accent",
  magenta: "--code-keyword",
  cyan: "--accent",
  white: "--ink-soft",
  brightBlack: "--ink-soft",
  brightRed: "--bad",
  brightGreen: "--good",
  brightYellow: "--care",
  brightBlue: "--accent-strong",
  brightMagenta: "--code-keyword",
  brightCyan: "--accent-strong",
  brightWhite: "--ink",
  scrollbarSliderBackground: "--line",
  scrollbarSliderHoverBackground: "--line-strong",
  scrollbarSliderActiveBackground: "--line-strong",
};

const NARROW = 720;
const PROMPT = /[#$] ?$/;

export interface Screen {
  readonly terminal: Terminal;
  /** Fills its place; the node must be told how many columns and rows there are now. */
  fit(): void;
  /** Whether the shell waits for a command. */
  atPrompt(): boolean;
}

/** Opens a terminal in the place. Its style sheet comes with it, so that other pages need not load it. */
export async function openScreen(place: HTMLElement): Promise<Screen> {
  await stylesheet(new URL("terminal.css", import.meta.url).href);
  const style = getComputedStyle(document.body);
  const terminal = new Terminal({
    fontFamily: style.getPropertyValue("--md-code-font-family") || "monospace",
    fontSize: innerWidth < NARROW ? 12 : 14,
    lineHeight: 1.2,
    cursorBlink: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    minimumContrastRatio: 4.5,
    scrollback: 3000,
    theme: theme(place),
  });
  const fitting = new FitAddon();
  terminal.loadAddon(fitting);
  terminal.open(place);
  leaveByKeyboard(terminal);
  new MutationObserver(() => (terminal.options.theme = theme(place))).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  return { terminal, fit: () => fitting.fit(), atPrompt: () => PROMPT.test(lineOf(terminal)) };
}

/** What stands before the cursor. */
function lineOf(terminal: Terminal): string {
  const { baseY, cursorY, cursorX } = terminal.buffer.active;
  return terminal.buffer.active.getLine(baseY + cursorY)?.translateToString(false, 0, cursorX) ?? "";
}

/**
 * The tabulator belongs to the shell; after Escape it leaves the terminal, as in editors. Escape goes to the node too, where the
 * shell takes it for the first half of a key: Control G calls that off and leaves the line as it was.
 */
function leaveByKeyboard(terminal: Terminal): void {
  let leaving = false;
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type !== "keydown" || event.key === "Shift") return true;
    const leaves = leaving && event.key === "Tab";
    leaving = event.key === "Escape";
    if (leaves) terminal.input("\x07");
    return !leaves;
  });
}

function theme(place: HTMLElement): ITheme {
  const style = getComputedStyle(place);
  return Object.fromEntries(Object.entries(COLOURS).map(([name, property]) => [name, style.getPropertyValue(property).trim()]));
}

function stylesheet(href: string): Promise<void> {
  return new Promise((resolve) => {
    const link = h("link", { rel: "stylesheet", href, onload: () => resolve(), onerror: () => resolve() });
    document.head.append(link);
  });
}
