/** The notation of flags in programs.yaml in; what each flag is called, whether it takes a value and of which kind, out. */

/** How two values of a flag are compared. */
export type ValueKind = "text" | "selector" | "json" | "unit";

export interface Flag {
  /** The name that stands for all of its names. */
  readonly name: string;
  /** All its names, dashes included where it has any. */
  readonly names: readonly string[];
  readonly value: "none" | "needed" | "attached";
  readonly kind: ValueKind;
  /** Whether every value given counts, or only the last. */
  readonly repeats: boolean;
  /** Whether commas separate values. */
  readonly commas: boolean;
  /** It is on unless one writes `=false`. */
  readonly on: boolean;
  /** It stands for another flag with a value: `-4` for `-family=inet`. */
  readonly stands?: { readonly name: string; readonly value: string };
}

const KINDS: Readonly<Record<string, ValueKind>> = { X: "text", SELECTOR: "selector", JSON: "json", UNIT: "unit" };
const LINE =
  /^(?<names>[^=[!:]+?)(?:(?<on>!)|\[=(?<attached>[A-Z]+)\]|=(?<needed>[A-Z]+)(?<commas>,)?(?<repeats>\.\.\.)?| := (?<other>[^=]+)=(?<fixed>.+))?$/;

/** One line of the notation; the last of the names stands for all. */
export function readFlag(line: string): Flag {
  const found = LINE.exec(line)?.groups ?? {};
  const names = (found["names"] ?? line).split(",").map((name) => name.trim());
  const kind = KINDS[found["needed"] ?? found["attached"] ?? "X"] ?? "text";
  return {
    name: names.at(-1) ?? line,
    names,
    value: found["needed"] !== undefined ? "needed" : found["attached"] !== undefined ? "attached" : "none",
    kind,
    repeats: found["repeats"] !== undefined,
    commas: found["commas"] !== undefined,
    on: found["on"] !== undefined,
    ...(found["other"] === undefined ? {} : { stands: { name: found["other"], value: found["fixed"] ?? "" } }),
  };
}

/** A value in the form in which it is compared. */
export function comparable(kind: ValueKind, value: string): string {
  switch (kind) {
    case "selector":
      return value
        .split(",")
        .map((part) => part.trim().replace("==", "="))
        .sort()
        .join(",");
    case "json":
      return sortedJson(value);
    case "unit":
      return value.replace(/\.service$/, "");
    case "text":
      return value;
  }
}

function sortedJson(value: string): string {
  try {
    return JSON.stringify(sortedKeys(JSON.parse(value)));
  } catch {
    return value;
  }
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortedKeys(inner)]),
  );
}
