/** Everything that the study side says to a learner, in Spanish. */

import type { Difference, Piece } from "./command/differences.ts";
import type { Unreadable } from "./command/words.ts";

const code = (text: string): string => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);

export const say = {
  right: "Correcto.",
  wrong: "Incorrecto.",
  partly: (done: number, all: number): string => `Casi: ${done} de ${all}.`,
  unanswered: "Sin responder.",
  otherKind: "Esa respuesta es de otro tipo de pregunta.",

  stepInPlace: "En su sitio.",
  stepBelongs: (place: number): string => `Va en el puesto ${place}.`,
  pairBelongs: (right: string): string => `Le corresponde: ${right}`,
  faultHere: (lines: readonly number[]): string =>
    lines.length === 1
      ? `El fallo está en la línea ${lines[0]}.`
      : `El fallo está en las líneas ${lines[0]} a ${lines.at(-1)}.`,
  notTheFault: (line: number): string => `La línea ${line} está bien.`,
  clozeNear: "Casi: revisa cómo se escribe.",
  trap: "Es un error típico.",

  trouble: {
    quote: "Hay una comilla sin cerrar.",
    bracket: "Hay un paréntesis sin comillas: el *shell* lo interpreta antes que el programa.",
    empty: "No has escrito ningún comando.",
    joint: "Falta un comando antes o después de un operador (`|`, `&&`, `;`, `>`).",
  } satisfies Record<Unreadable["trouble"], string>,

  badFile: "El archivo no es un progreso de estos apuntes.",
  notJson: "El archivo está roto: no es JSON.",
  tooLarge: "El archivo es demasiado grande para ser un progreso.",
  newer: (version: number): string =>
    `El archivo es de una versión más nueva (${version}): actualiza el sitio y vuelve a intentarlo.`,
  badPart: (path: string): string => `El archivo está roto o alterado: no se entiende «${path}».`,
  badData: (what: string): string => `No se pueden leer los datos del sitio (${what}): recarga la página.`,
  badExam: "El examen guardado está roto: empieza otro.",
};

const PIECES: Readonly<Record<Piece, string>> = {
  program: "el programa",
  subcommand: "el subcomando",
  flag: "la opción",
  value: "el valor",
  type: "el tipo de recurso",
  name: "el nombre",
  key: "la clave",
  word: "el argumento",
  call: "la parte",
  joint: "el operador",
  redirect: "la redirección",
  assignment: "la variable",
};

/** What to change, as one short sentence. */
export function tell(one: Difference): string {
  const piece = PIECES[one.piece];
  if (one.meant !== null && one.typed !== null) return misspelled(one, one.typed, one.meant);
  if (one.typed === one.expected) return `Las comillas cambian lo que significa ${code(one.typed ?? "")}.`;
  if (one.of === "order") return `El orden es otro: ${code(one.expected ?? "")}.`;
  if (one.piece === "value") return valueOf(one);
  if (one.piece === "joint") return `Entre los comandos va ${code(one.expected ?? "")}, no ${code(one.typed ?? "")}.`;
  if (one.piece === "call") return part(one);
  if (one.typed === null) return `Falta ${piece} ${code(one.expected ?? "")}.`;
  if (one.expected === null) return `Sobra ${piece} ${code(one.typed)}.`;
  return `${capital(piece)} es ${code(one.expected)}, no ${code(one.typed)}.`;
}

function misspelled(one: Difference, typed: string, meant: string): string {
  const then = one.expected !== null && !one.spelling ? ` Aquí va ${code(one.expected)}.` : "";
  return `No existe ${PIECES[one.piece]} ${code(typed)}: ¿querías decir ${code(meant)}?${then}`;
}

function valueOf({ of, typed, expected }: Difference): string {
  return typed === ""
    ? `A la opción ${code(of)} le falta el valor ${code(expected ?? "")}.`
    : `El valor de ${code(of)} es ${code(expected ?? "")}, no ${code(typed ?? "")}.`;
}

function part({ of, typed, expected }: Difference): string {
  const whole = [of, expected ?? typed ?? ""].filter(Boolean).join(" ");
  return expected !== null ? `Falta la parte ${code(whole)}.` : `Sobra la parte ${code(whole)}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export { code };
