/** machine.json in; what it says of the machine that this site has out. */

import { siteFile } from "../site.ts";

export interface MachineFacts {
  /** Bytes of memory and of the graphics card's: just what the state was saved with. */
  readonly memory: number;
  readonly vga_memory: number;
  /** Bytes of state.zst. */
  readonly size: number;
}

export const UNREACHABLE = "No se ha podido descargar el nodo. Comprueba la conexión y vuelve a intentarlo.";

/** Throws an Error with a message for the learner. */
export async function machineFacts(): Promise<MachineFacts> {
  const answer = await fetch(siteFile("maquina/machine.json")).catch(() => null);
  if (!answer?.ok) throw new Error(UNREACHABLE);
  return (await answer.json()) as MachineFacts;
}
