/** The node's second serial line: scripts in, as lines that its runner takes; what each one answered out. */

/** What a script did in the node. */
export interface Reply {
  /** 0 where all went well, as in any shell. */
  readonly status: number;
  readonly output: string;
}

/** The line that makes the runner run a script: `<id> <base64 script>`. */
export const requestLine = (id: number, script: string): string => `${id} ${btoa(String.fromCharCode(...new TextEncoder().encode(script)))}\n`;

/** Takes bytes as they come; tells each whole reply, `<id> <exit> <base64 output>`. Other lines are left out. */
export function replyReader(told: (id: number, reply: Reply) => void): (byte: number) => void {
  let line = "";
  return (byte) => {
    if (byte !== 10) {
      line += String.fromCharCode(byte);
      return;
    }
    const found = /^(\d+) (\d+)(?: ([A-Za-z0-9+/=]*))?$/.exec(line.trim());
    line = "";
    if (found) told(Number(found[1]), { status: Number(found[2]), output: text(found[3] ?? "") });
  };
}

const text = (base64: string): string => new TextDecoder().decode(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
