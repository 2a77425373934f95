/** The files below maquina/ in; a running Linux node with a keyboard, a screen and a runner for scripts out. */

import { V86 } from "v86";
import { siteFile } from "../site.ts";
import { machineFacts, UNREACHABLE } from "./machine-facts.ts";
import { replyReader, requestLine, type Reply } from "./runner.ts";

const PATIENCE = 30_000;

interface Waiting {
  resolve(reply: Reply): void;
  reject(error: Error): void;
}

/** A node that runs. Line 0 is its keyboard and screen, line 1 its runner. */
export class Machine {
  private readonly emulator: V86;
  private readonly state: ArrayBuffer;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;

  private constructor(emulator: V86, state: ArrayBuffer) {
    this.emulator = emulator;
    this.state = state;
    emulator.add_listener(
      "serial1-output-byte",
      replyReader((id, reply) => this.waiting.get(id)?.resolve(reply)),
    );
  }

  /** Fetches and starts the node as it was saved; `told` hears how much of it is here, from 0 to 1. */
  static async start(told: (share: number) => void): Promise<Machine> {
    const { memory, vga_memory, size } = await machineFacts();
    const [state, code] = await Promise.all([
      download("maquina/state.zst", (bytes) => told(Math.min(1, bytes / size))),
      download("maquina/v86.wasm", () => undefined),
    ]);
    const emulator = new V86({
      wasm_fn: async (imports) => (await WebAssembly.instantiate(code, imports)).instance.exports,
      memory_size: memory,
      vga_memory_size: vga_memory,
      initial_state: { buffer: state },
      uart1: true,
      autostart: true,
      disable_keyboard: true,
      disable_mouse: true,
      disable_speaker: true,
    });
    await new Promise<void>((started) => emulator.add_listener("emulator-started", started));
    return new Machine(emulator, state);
  }

  /** Hears what the node writes on its screen, in pieces. */
  onOutput(heard: (bytes: Uint8Array) => void): void {
    let piece: number[] = [];
    this.emulator.add_listener("serial0-output-byte", (byte) => {
      if (piece.push(byte) > 1) return;
      queueMicrotask(() => {
        heard(Uint8Array.from(piece));
        piece = [];
      });
    });
  }

  /** Presses keys. */
  type(text: string): void {
    this.emulator.serial_send_bytes(0, new TextEncoder().encode(text));
  }

  /** Runs a script beside the learner's shell. Throws an Error with a message for the learner. */
  async run(script: string): Promise<Reply> {
    const id = ++this.asked;
    const answer = new Promise<Reply>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    const tired = setTimeout(() => this.waiting.get(id)?.reject(new Error("El nodo no responde. Pulsa «Empezar de nuevo».")), PATIENCE);
    this.emulator.serial_send_bytes(1, new TextEncoder().encode(requestLine(id, script)));
    try {
      return await answer;
    } finally {
      clearTimeout(tired);
      this.waiting.delete(id);
    }
  }

  /** The node is again as it was at the start. */
  async restore(): Promise<void> {
    for (const one of this.waiting.values()) one.reject(new Error("El nodo ha empezado de nuevo."));
    await this.emulator.stop();
    await this.emulator.restore_state(this.state);
    await this.emulator.run();
  }

  /** Switches it off. */
  async destroy(): Promise<void> {
    await this.emulator.destroy();
  }
}

async function download(path: string, told: (bytes: number) => void): Promise<ArrayBuffer> {
  const answer = await fetch(siteFile(path)).catch(() => null);
  if (!answer?.ok || !answer.body) throw new Error(UNREACHABLE);
  let bytes = 0;
  const counted = answer.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, onward) {
        told((bytes += piece.length));
        onward.enqueue(piece);
      },
    }),
  );
  return new Response(counted).arrayBuffer().catch(() => Promise.reject(new Error(UNREACHABLE)));
}
