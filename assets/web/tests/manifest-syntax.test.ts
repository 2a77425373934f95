/** Slips of YAML: each is found on its line, says what it is and what to write. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { readManifest } from "../src/core/manifest/index.ts";

type Slip = readonly [text: string, line: number, column: number, rule: string, message: string, hint: string];

const GENERIC = "revisa la sangría, los dos puntos y las comillas";
const SLIPS: { readonly [name: string]: Slip } = {
  "a tab": ["a:\n\tb: 1\n", 2, 1, "yaml-tab", "hay un tabulador en la sangría", "YAML solo admite espacios"],
  "a tab in a text": ["a: |\n\tb\n", 2, 1, "yaml-tab", "hay un tabulador en la sangría", "YAML solo admite espacios"],
  "a doubled key": [
    "a: 1\nb: 2\na: 3\n",
    3,
    1,
    "yaml-duplicate-key",
    "la clave «a» está repetida (la primera está en la línea 1)",
    "deja una sola: YAML se queda en silencio con la última",
  ],
  "no space after a colon": [
    "metadata:\n  name:web\n  labels: {}\n",
    2,
    3,
    "yaml-syntax",
    "falta un espacio después de los dos puntos",
    "escribe «name: web»",
  ],
  "no space after the first colon": [
    "apiVersion:v1\nkind: Pod\n",
    1,
    1,
    "yaml-syntax",
    "falta un espacio después de los dos puntos",
    "escribe «apiVersion: v1»",
  ],
  "no space after the last colon": [
    "spec:\n  a: b\n  hostNetwork:true\n",
    3,
    3,
    "yaml-syntax",
    "falta un espacio después de los dos puntos",
    "escribe «hostNetwork: true»",
  ],
  "no space after the only colon": [
    "apiVersion:v1\n",
    1,
    1,
    "yaml-syntax",
    "falta un espacio después de los dos puntos",
    "escribe «apiVersion: v1»",
  ],
  "no colon": [
    "apiVersion: v1\nkind Pod\nmetadata: {}\n",
    2,
    1,
    "yaml-syntax",
    "falta «:» después de la clave «kind»",
    "escribe «kind: Pod»",
  ],
  "an open double quote": [
    'a: "web\nb: 1\nc: 2\n',
    1,
    4,
    "yaml-syntax",
    "unas comillas no se cierran",
    'ciérralas con " en esta línea',
  ],
  "an open single quote": [
    "a:\n  b: 'web\n",
    2,
    6,
    "yaml-syntax",
    "unas comillas no se cierran",
    "ciérralas con ' en esta línea",
  ],
  "text after quotes": [
    'a: "web" x\n',
    1,
    10,
    "yaml-syntax",
    "sobra texto detrás de las comillas",
    "pon todo el valor entre las mismas comillas",
  ],
  "a dash without its space, and its item goes on": [
    "ports:\n  -port: 80\n    name: http\n",
    2,
    3,
    "yaml-syntax",
    "falta un espacio después del guion",
    "escribe «- port: 80»",
  ],
  "two dashes between documents": [
    "a: 1\n--\nb: 1\n",
    2,
    1,
    "yaml-syntax",
    "«--» no separa nada",
    "escribe «---»: son tres guiones los que separan dos objetos",
  ],
  "too far in": [
    "spec:\n  a: 1\n   b: 2\n",
    3,
    4,
    "yaml-syntax",
    "esta línea tiene más sangría que la anterior, que ya tiene su valor",
    "déjala con 2 espacios delante",
  ],
  "between two levels": [
    "spec:\n  a:\n    b: 2\n   c: 1\n",
    4,
    4,
    "yaml-syntax",
    "esta línea no empieza donde ninguna de las anteriores",
    "tiene 3 espacios delante: pon 2 o 4",
  ],
  "no dash": [
    "a:\n  - b: 1\n   c: 2\n",
    3,
    4,
    "yaml-syntax",
    "la lista se interrumpe: falta un guion o sobra sangría",
    "tiene 3 espacios delante: pon 2 o 4",
  ],
  "a dash too far out": [
    "a:\n- b\nc: 1\n- d\n",
    4,
    1,
    "yaml-syntax",
    "un guion de lista está donde no puede empezar una lista",
    "revisa su sangría: debe estar a la altura de los otros guiones",
  ],
  "a dash beside its key": [
    "a: - b\n",
    1,
    4,
    "yaml-syntax",
    "una lista no empieza en la línea de su clave",
    "pon el guion en la línea siguiente",
  ],
  "two colons": [
    "a: b: c\n",
    1,
    4,
    "yaml-syntax",
    "hay un «: » donde no puede empezar otra clave",
    'pasa lo que sigue a otra línea o, si es texto, entre comillas: "b: c"',
  ],
  "an open bracket": ["a: [1, 2\nb: 3\n", 1, 4, "yaml-syntax", "falta cerrar un corchete", "ciérralo con «]»"],
  "an open brace": ["a: {b: 1\nc: 2\n", 1, 4, "yaml-syntax", "falta cerrar una llave", "ciérrala con «}»"],
  "a bracket too many": ["a: [1]]\n", 1, 7, "yaml-syntax", "sobra un corchete", "quita el que no tiene pareja"],
  "a wildcard host": [
    "host: *.example.com\n",
    1,
    7,
    "yaml-syntax",
    "lo que empieza por un asterisco es un alias, y no hay ningún ancla «&.example.com»",
    'si es texto, ponlo entre comillas: "*.example.com"',
  ],
  "a reserved sign": ["a: @x\n", 1, 4, "yaml-syntax", "un valor no puede empezar por «@»", "ponlo entre comillas"],
  "a backslash": [
    'a: "\\d"\n',
    1,
    5,
    "yaml-syntax",
    "esa barra invertida no vale entre comillas dobles",
    "usa comillas simples, o escribe \\\\",
  ],
  "a comment too near": [
    'a: "x"#c\n',
    1,
    7,
    "yaml-syntax",
    "falta un espacio delante de «#»",
    "ponlo; si no es un comentario, usa comillas",
  ],
  "text beside a bar": [
    "a: |x\n  y\n",
    1,
    5,
    "yaml-syntax",
    "detrás de «|» o de «>» no va nada",
    "empieza el texto en la línea siguiente",
  ],
  "a control character": [
    "a: 1\nb: \u0001\n",
    2,
    4,
    "yaml-syntax",
    "hay un carácter de control",
    "bórralo y escribe la línea otra vez",
  ],
  "a directive": [
    "%FOO\na: 1\n",
    2,
    1,
    "yaml-syntax",
    "esta línea no empieza donde ninguna de las anteriores",
    GENERIC,
  ],
  "a template": [
    "a: {{ .Values.name }}\n",
    1,
    5,
    "yaml-key",
    "una clave no puede ser un mapa {…}",
    "si es una plantilla, ponla entre comillas",
  ],
  "no key": [": 1\n", 1, 1, "yaml-key", "una clave debe ser texto", "escribe «clave: valor»"],
};

for (const [name, [text, line, column, rule, message, hint]] of Object.entries(SLIPS)) {
  test(`${name}`, () => {
    const told = readManifest(text).findings.map((one) => [one.line, one.column, one.rule, one.message, one.hint]);
    const said = rule === "yaml-syntax" ? `esto no es YAML válido: ${message}` : message;
    assert.deepEqual(told, [[line, column, rule, said, hint]]);
  });
}

const FINE = [
  "",
  "# nada\n",
  "a: 1\r\nb: [\r\n  x\r\n]\r\n",
  "a: http://x:80/\nb: it's\nc: a:b\n",
  "a:\n- 1\n- 2\nb: |\n  x: y\n   z\n",
  "---\na: 1\n---\nb: 2\n...\n",
  "\ufeffa: 1\n",
  "- una lista\n",
  "un texto que no es un manifiesto\n",
];

test("what kubectl reads is no slip", () => {
  assert.deepEqual(
    FINE.flatMap((text) => readManifest(text).findings),
    [],
  );
});

test("a slip leaves the other documents whole, and its lines count from the top", () => {
  const { objects, findings } = readManifest("kind: A\n---\nkind B\na: 1\n---\nkind: C\n");
  assert.deepEqual(
    objects.map((one) => [one.kind, one.place(["kind"]).line]),
    [
      ["A", 1],
      ["C", 6],
    ],
  );
  assert.deepEqual(
    findings.map((one) => one.line),
    [3],
  );
});

test("anchors are copied, as kubectl does, and nothing is copied into itself", () => {
  const [one] = readManifest("a: &x {k: 1}\nb: *x\nc: {<<: *x, l: 2}\nd: &y [*y]\n").objects;
  assert.deepEqual(one?.value, { a: { k: 1 }, b: { k: 1 }, c: { k: 1, l: 2 }, d: [null] });
  const rules = readManifest("a: &x 1\nb: *x\nc: !odd 2\n").findings;
  assert.deepEqual(
    rules.map((found) => [found.line, found.rule, found.severity]),
    [
      [2, "yaml-anchor", "warning"],
      [3, "yaml-tag", "warning"],
    ],
  );
});

test("a bomb of anchors ends", () => {
  const lines = Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`);
  assert.ok(readManifest(["a0: &a0 [x]", ...lines].join("\n")).objects.length === 1);
});

test("keys that mean something to JavaScript are keys", () => {
  const [one] = readManifest("__proto__: {a: 1}\nconstructor: 2\n").objects;
  assert.deepEqual(Object.entries(one?.value ?? {}), [
    ["__proto__", { a: 1 }],
    ["constructor", 2],
  ]);
});

test("fields know their place, and values theirs", () => {
  const [one] = readManifest("spec:\n  ports:\n  - port: 80\n    name: http\n").objects;
  const port = ["spec", "ports", 0, "port"];
  assert.deepEqual(one?.place(port), { line: 3, column: 5, endColumn: 9 });
  assert.deepEqual(one?.valuePlace(port), { line: 3, column: 11, endColumn: 13 });
  assert.deepEqual(one?.place(["spec", "ports", 0, "absent", "deep"]), { line: 3, column: 5, endColumn: 13 });
});
