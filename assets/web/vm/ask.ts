/** A saved machine and scripts (JSON lines `[machine, script]`, or `["keyboard", text]`) in; what each left, as JSON lines, out. */

import { createInterface } from "node:readline";
import { image, Machine } from "./machine.ts";

const [memory, vgaMemory, state] = process.argv.slice(2) as [string, string, string];
const machine = await Machine.start({
  memory_size: Number(memory),
  vga_memory_size: Number(vgaMemory),
  initial_state: await image(state),
});
for await (const line of createInterface({ input: process.stdin })) {
  const [where, script] = JSON.parse(line) as [string, string];
  console.log(JSON.stringify(where === "keyboard" ? await machine.typed(script) : await machine.ask(script, where)));
}
process.exit(0);
