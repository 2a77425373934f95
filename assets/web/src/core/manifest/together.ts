/** Manifests that stand together in; how their objects miss each other out. */

import { checkAttachment } from "./attachment.ts";
import { finding } from "./finding.ts";
import { titled } from "./kinds.ts";
import { checkGrants, checkNames, checkParents, checkSections } from "./names.ts";
import type { Manifest } from "./read.ts";
import { checkSelectors, checkTargetPorts } from "./selectors.ts";
import { beside, type Placed, type Shown } from "./shown.ts";

/** A manifest among others. */
export interface Part {
  readonly manifest: Manifest;
  /** Whether it is an example on a page, where unrelated ones may stand beside it. */
  readonly example?: boolean;
}

/** What is wrong between the objects of all parts; of a `page` of ours, whether it shows what its routes hang from. */
export function checkTogether(parts: readonly Part[], page = false): readonly Placed[] {
  const all = parts.flatMap(({ manifest, example = false }, text) =>
    manifest.objects.map((object) => ({ object, text, example })),
  );
  const rules = [
    checkNames,
    checkSections,
    checkAttachment,
    checkGrants,
    checkSelectors,
    checkTargetPorts,
    checkDuplicates,
  ];
  return [...rules, ...(page ? [checkParents] : [])].flatMap((rule) => rule(all));
}

/** The same object twice in one manifest: the second takes the place of the first. */
function checkDuplicates(all: readonly Shown[]): readonly Placed[] {
  return all.flatMap((one) => {
    const { kind, name, namespace, apiVersion } = one.object;
    const group = apiVersion.split("/")[0];
    const first = beside(all, one).find(
      ({ object }) =>
        object.kind === kind &&
        object.name === name &&
        object.namespace === namespace &&
        object.apiVersion.split("/")[0] === group,
    );
    if (!kind || !name || !first || first.object === one.object) return [];
    const line = first.object.place([]).line;
    const message = `${titled(one.object)} ya está en la línea ${line}: al aplicarlos, el segundo sustituye al primero`;
    return [
      {
        text: one.text,
        finding: finding(
          one.object.valuePlace(["metadata", "name"]),
          "object-duplicate",
          message,
          "deja uno solo, o cambia el nombre",
        ),
      },
    ];
  });
}
