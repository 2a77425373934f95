/** What the site publishes of a Kubernetes version in; the strict schemas of its kinds out. */

/** A JSON Schema as far as Kubernetes and the Gateway API need it; unknown fields are refused where it says so. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** One Kubernetes version. */
export interface Schemas {
  /** `1.37`. */
  readonly minor: string;
  /**
   * Every kind that it serves, as `apiVersion/kind` (`v1/Pod`, `networking.k8s.io/v1/Ingress`), with the name of its
   * definition in `$defs`; an empty name where the kind is served and its schema is not at hand.
   */
  readonly kinds: { readonly [identity: string]: string };
  readonly $defs: { readonly [name: string]: Schema };
}

const PREFIX = "#/$defs/";

/** The schemas as they were published. Throws a TypeError for anything else. */
export function readSchemas(data: unknown): Schemas {
  const found = data as Schemas | null;
  if (typeof found?.minor !== "string" || typeof found.kinds !== "object" || typeof found.$defs !== "object") {
    throw new TypeError("estos no son los esquemas de una versión de Kubernetes");
  }
  return found;
}

/** Whether that version serves a kind. */
export function isServed(schemas: Schemas, apiVersion: string, kind: string): boolean {
  return Object.hasOwn(schemas.kinds, `${apiVersion}/${kind}`);
}

/** The schema of a kind, or undefined where it is not served or not at hand. */
export function schemaOf(schemas: Schemas, apiVersion: string, kind: string): Schema | undefined {
  const name = isServed(schemas, apiVersion, kind) ? schemas.kinds[`${apiVersion}/${kind}`] : undefined;
  return name ? schemas.$defs[name] : undefined;
}

/** The schema itself, references followed. */
export function resolved(schema: Schema, schemas: Schemas): Schema {
  let found = schema;
  while (found.$ref) found = schemas.$defs[found.$ref.slice(PREFIX.length)] ?? {};
  return found;
}
