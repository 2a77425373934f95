/** The schemas of a Kubernetes version in; what suggests the fields that can stand at the cursor out. */

import type { Completion, CompletionSource } from "@codemirror/autocomplete";
import type { Schemas } from "../../core/manifest/index.ts";
import { type FieldChoice, fieldsAt } from "../../core/manifest-fields.ts";

const HOLDS: Readonly<Record<FieldChoice["holds"], string>> = { value: "valor", mapping: "objeto", list: "lista" };

/** Required fields first, then the rest by name. */
export function completeFields(schemas: () => Schemas | null): CompletionSource {
  return ({ state, pos }) => {
    const known = schemas();
    const found = known && fieldsAt(state.doc.toString(), pos, known);
    return found && { from: found.from, options: found.choices.map((choice) => option(choice, found.column)), validFor: /^[\w./-]*$/ };
  };
}

function option({ name, holds, required }: FieldChoice, column: number): Completion {
  const spaces = " ".repeat(column);
  const rest: Readonly<Record<FieldChoice["holds"], string>> = { value: " ", mapping: `\n${spaces}  `, list: `\n${spaces}- ` };
  return { label: name, detail: `${HOLDS[holds]}${required ? ", obligatorio" : ""}`, apply: `${name}:${rest[holds]}`, boost: required ? 1 : 0 };
}
