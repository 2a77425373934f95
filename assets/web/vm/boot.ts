/** A kernel, its first file system and a BIOS in; the state of the machine once it is ready, compressed, out. */

import { writeFile } from "node:fs/promises";
import { constants, zstdCompressSync } from "node:zlib";
import { image, Machine } from "./machine.ts";

const [memory, vgaMemory, effort] = process.argv.slice(2, 5).map(Number) as [number, number, number];
const [bios, initramfs, kernel, vgaBios, out] = process.argv.slice(5) as [string, string, string, string, string];
const PATIENCE = 600_000;
const A_WHILE = 1000;

const machine = await Machine.start({
  memory_size: memory,
  vga_memory_size: vgaMemory,
  bios: await image(bios),
  vga_bios: await image(vgaBios),
  bzimage: await image(kernel),
  initrd: await image(initramfs),
  // Freed memory is zero, and the emulator leaves out of a state what is zero.
  cmdline: "console=ttyS1 init_on_free=1 mitigations=off random.trust_cpu=on tsc=reliable nowatchdog quiet",
});
const late = setTimeout(() => {
  console.error(machine.lines.slice(-20).join("\n"));
  process.exit(1);
}, PATIENCE);
await machine.line("lab ready");
clearTimeout(late);
await new Promise((settled) => setTimeout(settled, A_WHILE));
const state = await machine.save();
const compressed = zstdCompressSync(state, {
  params: {
    [constants.ZSTD_c_compressionLevel]: effort,
    [constants.ZSTD_c_windowLog]: 27,
    [constants.ZSTD_c_enableLongDistanceMatching]: 1,
  },
});
await writeFile(out, compressed);
console.log(JSON.stringify({ raw: state.length, size: compressed.length }));
process.exit(0);
