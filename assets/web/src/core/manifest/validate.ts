/** A value and its schema in; every fault, at the deepest place where it shows, out. */

import { isMapping, type Mapping, type Path, type Value } from "./objects.ts";
import { resolved, type Schema, type Schemas } from "./schemas.ts";

/** What a schema says against a value. `path` ends in the field at fault, also where it is unknown. */
export type SchemaFault =
  | {
      readonly path: Path;
      readonly keyword: "required";
      readonly name: string;
      readonly schema: Schema;
      readonly beside: readonly string[];
    }
  | {
      readonly path: Path;
      readonly keyword: "unknown";
      readonly known: readonly string[];
      readonly belongs: Belongs | undefined;
    }
  | { readonly path: Path; readonly keyword: "type"; readonly types: readonly string[]; readonly value: Value }
  | { readonly path: Path; readonly keyword: "enum"; readonly values: readonly unknown[]; readonly value: Value }
  | {
      readonly path: Path;
      readonly keyword: Limit | "pattern";
      readonly asked: number | string;
      readonly value: Value;
    };

/** Where a field that is unknown here is known: inside a field that is here, or so many levels further out. */
export type Belongs = { readonly inside: string } | { readonly outside: Path };

type Limit = (typeof LIMITS)[number][0];

const LIMITS = [
  ["minimum", (value) => (typeof value === "number" ? value : undefined), -1],
  ["maximum", (value) => (typeof value === "number" ? value : undefined), 1],
  ["minLength", length, -1],
  ["maxLength", length, 1],
  ["minItems", (value) => (Array.isArray(value) ? value.length : undefined), -1],
  ["maxItems", (value) => (Array.isArray(value) ? value.length : undefined), 1],
  ["minProperties", (value) => (isMapping(value) ? Object.keys(value).length : undefined), -1],
  ["maxProperties", (value) => (isMapping(value) ? Object.keys(value).length : undefined), 1],
] as const satisfies readonly (readonly [keyof Schema, (value: Value) => number | undefined, 1 | -1])[];

/** Everything that a schema says against a value. */
export function validate(value: Value, schema: Schema, schemas: Schemas): readonly SchemaFault[] {
  const found: SchemaFault[] = [];
  new Validation(schemas, found).at(value, schema, [], []);
  return found;
}

class Validation {
  readonly #schemas: Schemas;
  readonly #found: SchemaFault[];

  constructor(schemas: Schemas, found: SchemaFault[]) {
    this.#schemas = schemas;
    this.#found = found;
  }

  /** `around` are the schemas of the mappings and lists that hold the value, the outermost first. */
  at(value: Value, unresolved: Schema, path: Path, around: readonly Schema[]): void {
    const schema = resolved(unresolved, this.#schemas);
    const types = typesOf(schema);
    if (types.length > 0 && !types.some((type) => isOf(value, type))) {
      this.#found.push({ path, keyword: "type", types, value });
      return;
    }
    if (schema.enum && !schema.enum.includes(value))
      this.#found.push({ path, keyword: "enum", values: schema.enum, value });
    this.#limits(value, schema, path);
    if (isMapping(value)) this.#mapping(value, schema, path, [...around, schema]);
    if (Array.isArray(value) && schema.items) {
      for (const [index, item] of value.entries()) this.at(item, schema.items, [...path, index], [...around, schema]);
    }
  }

  /** The first limit that the value passes. */
  #limits(value: Value, schema: Schema, path: Path): void {
    for (const [keyword, measure, sign] of LIMITS) {
      const asked = schema[keyword];
      const measured = asked === undefined ? undefined : measure(value);
      if (asked !== undefined && measured !== undefined && sign * (measured - asked) > 0) {
        this.#found.push({ path, keyword, asked, value });
        return;
      }
    }
    if (schema.pattern !== undefined && typeof value === "string" && !new RegExp(schema.pattern).test(value)) {
      this.#found.push({ path, keyword: "pattern", asked: schema.pattern, value });
    }
  }

  #mapping(value: Mapping, schema: Schema, path: Path, around: readonly Schema[]): void {
    const properties = schema.properties ?? {};
    for (const name of schema.required ?? []) {
      if (Object.hasOwn(value, name)) continue;
      const wanted = resolved(properties[name] ?? {}, this.#schemas);
      this.#found.push({ path, keyword: "required", name, schema: wanted, beside: Object.keys(value) });
    }
    for (const [name, item] of Object.entries(value)) {
      const where = [...path, name];
      if (Object.hasOwn(properties, name)) this.at(item, properties[name] ?? {}, where, around);
      else if (schema.additionalProperties === false) {
        const known = Object.keys(properties);
        this.#found.push({ path: where, keyword: "unknown", known, belongs: this.#belongs(name, value, path, around) });
      } else if (isSchema(schema.additionalProperties)) this.at(item, schema.additionalProperties, where, around);
    }
  }

  /** Where a field that somebody put into this mapping belongs, if the mapping or what is around it knows. */
  #belongs(name: string, value: Mapping, path: Path, around: readonly Schema[]): Belongs | undefined {
    for (let level = around.length - 2; level >= 0; level--) {
      if (Object.hasOwn(around[level]?.properties ?? {}, name)) return { outside: path.slice(0, level) };
    }
    const parts = Object.entries(around.at(-1)?.properties ?? {});
    // What follows an empty field may have been meant for it.
    const empty = parts.filter(([inside]) => value[inside] === null);
    for (const [inside, part] of [...empty, ...parts]) {
      const inner = resolved(part, this.#schemas);
      const item = inner.items ? resolved(inner.items, this.#schemas) : inner;
      const lost = value[inside] === null && isSchema(inner.additionalProperties);
      if (lost || Object.hasOwn(item.properties ?? {}, name)) return { inside };
    }
    return undefined;
  }
}

function isSchema(value: boolean | Schema | undefined): value is Schema {
  return typeof value === "object";
}

function typesOf(schema: Schema): readonly string[] {
  return schema.type === undefined ? [] : typeof schema.type === "string" ? [schema.type] : schema.type;
}

function isOf(value: Value, type: string): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isMapping(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function length(value: Value): number | undefined {
  return typeof value === "string" ? [...value].length : undefined;
}
