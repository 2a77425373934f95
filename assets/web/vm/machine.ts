/** Files of the machine in; the emulated machine under Node, and what its runner answers, out. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { V86, type V86Options } from "v86";

const PROMPT = /[#$] $/;
const ESCAPES = /\x1b\[[0-9;?]*[a-zA-Z]/g;
const LIBRARY = dirname(createRequire(import.meta.url).resolve("v86"));
/** What a script of the runner left: its exit code and its output. */
export interface Answer {
  readonly code: number;
  readonly output: string;
}

/** A running machine; `lines` are those of its second serial port, `screen` is all that the first one showed. */
export class Machine {
  screen = "";
  readonly lines: string[] = [];
  private readonly emulator: V86;
  private readonly waiting = new Map<string, (line: string) => void>();
  private asked = 0;

  private constructor(emulator: V86) {
    this.emulator = emulator;
    let line: number[] = [];
    emulator.add_listener("serial0-output-byte", (byte) => (this.screen += String.fromCharCode(byte)));
    emulator.add_listener("serial1-output-byte", (byte) => {
      if (byte !== 10) return void line.push(byte);
      this.heard(Buffer.from(line).toString().trimEnd());
      line = [];
    });
  }

  /** A machine that starts; it has run its first instructions. */
  static async start(options: V86Options): Promise<Machine> {
    const emulator = new V86({
      wasm_path: join(LIBRARY, "v86.wasm"),
      uart1: true,
      autostart: true,
      disable_speaker: true,
      ...options,
    });
    const machine = new Machine(emulator);
    await new Promise<void>((started) => emulator.add_listener("emulator-started", started));
    return machine;
  }

  /** The first line of the second serial port that starts so. */
  line(start: string): Promise<string> {
    return new Promise((resolve) => this.waiting.set(start, resolve));
  }

  /** What bash says to the script on that machine of the lab. */
  async ask(script: string, machine = "controlplane"): Promise<Answer> {
    const id = `n${++this.asked}`;
    const answered = this.line(`${id} `);
    this.emulator.serial_send_bytes(1, Buffer.from(`${id} ${Buffer.from(script).toString("base64")} ${machine}\n`));
    const [, code, output = ""] = (await answered).split(" ");
    return { code: Number(code), output: Buffer.from(output, "base64").toString() };
  }

  /** What the screen shows from typing the text until the prompt is back, without colours. */
  async typed(text: string): Promise<Answer> {
    this.screen = "";
    this.emulator.serial0_send(text);
    while (!PROMPT.test(this.screen) || !this.screen.includes("\n")) await new Promise((later) => setTimeout(later, 50));
    return { code: 0, output: this.screen.replace(ESCAPES, "").replaceAll("\r", "") };
  }

  /** The machine as it is now, stopped. */
  async save(): Promise<Uint8Array> {
    await this.emulator.stop();
    return new Uint8Array(await this.emulator.save_state());
  }

  /** Nothing of it goes on. */
  async end(): Promise<void> {
    await this.emulator.destroy();
  }

  private heard(line: string): void {
    this.lines.push(line);
    for (const [start, resolve] of this.waiting) {
      if (!line.startsWith(start)) continue;
      this.waiting.delete(start);
      resolve(line);
    }
  }
}

/** A file's bytes as the emulator takes them. */
export async function image(path: string): Promise<{ buffer: ArrayBuffer }> {
  const bytes = await readFile(path);
  return { buffer: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer };
}
