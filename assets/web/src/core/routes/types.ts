/** What a route explorer is asked and what it tells, as types: nothing in; no values out. */

/** A Kubernetes object as plain data, as a YAML reader gives it. */
export type KubernetesObject = Readonly<Record<string, unknown>>;

/** Which rules answer: those of ingress-nginx for Ingress, those of the specification for the Gateway API. */
export type Controller = "ingress" | "gateway";

/** What a client sends. */
export interface RouteRequest {
  /** `http` unless told. */
  readonly scheme?: "http" | "https";
  /** Without port. */
  readonly host: string;
  /** 80, or 443 for https, unless told. */
  readonly port?: number;
  readonly method: string;
  /** With the query, if any: `/app?x=1`. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The Gateway that is addressed, as `namespace/name`; the first one that has the port unless told. */
  readonly gateway?: string;
}

/** A share of the requests that a rule takes. */
export interface Share {
  /** `namespace/service:port`. */
  readonly backend: string;
  /** The status with which its requests fail, null where they arrive. */
  readonly fails: number | null;
  readonly weight: number;
  /** 0 to 100. */
  readonly percent: number;
}

/** What happens to the request. */
export type Outcome =
  | {
      readonly kind: "backend";
      /** `namespace/service:port`; of several with weight, the first one that works. */
      readonly backend: string;
      /** What the backend receives, with the query. */
      readonly path: string;
      readonly host: string;
      /** The headers of the request as they arrive, with names in lower case, sorted. */
      readonly headers: readonly (readonly [name: string, value: string])[];
      /** Where the requests go in turns; empty if there is one backend only. */
      readonly shares: readonly Share[];
      /** Backends that get a copy, whose answer nobody sees. */
      readonly mirrors: readonly string[];
    }
  | { readonly kind: "status"; readonly code: number; readonly location?: string }
  /** Nothing listens on that port: the connection is refused. */
  | { readonly kind: "closed" }
  /** The controller takes none of these objects; `messages` are its words, in English where it has said so itself. */
  | { readonly kind: "refused"; readonly messages: readonly string[] }
  /** The objects use something that this explorer knows nothing about; `why` of the explanation tells what. */
  | { readonly kind: "unknown" };

/** The object among those given: `index` is its position in the list. */
export interface ObjectReference {
  readonly index: number;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A path of an Ingress, its default backend, or one match of a rule of an HTTPRoute. */
export interface RuleReference {
  readonly object: ObjectReference;
  /** Where it is within the object: `["spec", "rules", 0, "http", "paths", 1]`; a part not written is left out. */
  readonly place: readonly (string | number)[];
  /** The host or hosts for which it holds; `*` for all. */
  readonly host: string;
  /** What it asks for, in short: `Prefix /app`, `PathPrefix /app · GET · version: 2`. */
  readonly match: string;
  /** `service:port` or what else it does, as written. */
  readonly target: string;
}

/** A rule that did not take the request. */
export interface Lost {
  readonly rule: RuleReference;
  /** Whether it would have taken the request, had the winner not been there. */
  readonly matched: boolean;
  /** Why not, a sentence. */
  readonly why: string;
}

/** Somebody who would do something else with the same request. */
export interface Departure {
  /** Who: the API of Kubernetes, another controller. */
  readonly by: string;
  /** What it does and why, a sentence. */
  readonly what: string;
}

/** The answer to a request, and why. All texts are Spanish; `code` in them is between backticks. */
export interface Explanation {
  readonly controller: Controller;
  readonly outcome: Outcome;
  /** Null where no rule took the request. */
  readonly winner: RuleReference | null;
  readonly why: string;
  /** All other rules, those that would have taken it first. */
  readonly others: readonly Lost[];
  readonly differences: readonly Departure[];
  /** What the author should know about these objects in view of this request. */
  readonly warnings: readonly string[];
}
