/** JSON of the site in; whether it is the list that it should be out. */

/** Whether this is `{version: 1, [list]: […]}`, as every file of the api is. */
export function isOurs(json: unknown, list: string): json is Record<string, unknown> {
  return (
    typeof json === "object" &&
    json !== null &&
    (json as Record<string, unknown>)["version"] === 1 &&
    Array.isArray((json as Record<string, unknown>)[list])
  );
}
