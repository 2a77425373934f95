/** The site's colours in, as CSS variables; how the editor and what is written in it look, out. */

import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The same colours as code has in the notes. */
export const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--code-keyword)" },
  { tag: [tags.content, tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: [tags.comment, tags.meta], color: "var(--code-comment)" },
  { tag: [tags.keyword, tags.typeName, tags.labelName, tags.attributeValue], color: "var(--code-number)" },
  { tag: [tags.separator, tags.punctuation, tags.brace, tags.squareBracket], color: "var(--ink-soft)" },
]);

/** The rest: workshop.css has the frame around it. */
export const frame = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--sheet)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--md-code-font-family)", lineHeight: "1.6", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", padding: "0.5rem 0" },
  ".cm-line": { padding: "0 0.6rem 0 0.3rem" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-placeholder": { color: "var(--ink-soft)" },
  ".cm-gutters": { color: "var(--ink-soft)", backgroundColor: "var(--sunk)", border: "0", borderRight: "0.05rem solid var(--line)" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 0.2rem 0 0.5rem", minWidth: "1.6rem" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--accent-wash) 55%, transparent)" },
  ".cm-activeLineGutter": { color: "var(--ink)", backgroundColor: "var(--accent-wash)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 30%, transparent)",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { color: "inherit", backgroundColor: "var(--marker)" },
  ".cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket": { color: "var(--bad)", backgroundColor: "var(--bad-wash)" },
  ".cm-specialChar": { color: "var(--bad)" },
  ".cm-gutter-lint": { width: "1rem" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0", display: "grid", placeItems: "center" },
  ".cm-lint-marker": { width: "0.62rem", height: "0.62rem", borderRadius: "50%", border: "0.1rem solid" },
  ".cm-lint-marker-error": { content: "''", backgroundColor: "var(--bad)", borderColor: "var(--bad)" },
  ".cm-lint-marker-warning": { content: "''", backgroundColor: "transparent", borderColor: "var(--care)", borderRadius: "0.1rem" },
  ".cm-lintRange": { backgroundImage: "none", paddingBottom: "0" },
  ".cm-lintRange-error": { textDecoration: "underline wavy var(--bad) 0.06rem", textUnderlineOffset: "0.2em" },
  ".cm-lintRange-warning": { textDecoration: "underline wavy var(--care) 0.06rem", textUnderlineOffset: "0.2em" },
  ".cm-lintPoint::after": { borderBottomColor: "var(--bad)" },
  ".cm-lintPoint-warning::after": { borderBottomColor: "var(--care)" },
  ".cm-tooltip": {
    maxWidth: "min(24rem, 90vw)",
    color: "var(--ink)",
    backgroundColor: "var(--paper)",
    border: "0.05rem solid var(--line-strong)",
    borderRadius: "0.3rem",
    boxShadow: "var(--md-shadow-z2)",
    fontFamily: "var(--md-text-font-family)",
    fontSize: "0.72rem",
    lineHeight: "1.45",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--md-code-font-family)", maxHeight: "13rem", margin: "0", padding: "0" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.25rem 0.6rem", margin: "0" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--accent-strong)", backgroundColor: "var(--accent-wash)" },
  ".cm-completionDetail": { color: "var(--ink-soft)", fontStyle: "normal", fontFamily: "var(--md-text-font-family)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-diagnostic": { padding: "0.4rem 0.6rem", margin: "0", whiteSpace: "normal" },
  ".cm-diagnostic-error": { borderLeft: "0.2rem solid var(--bad)" },
  ".cm-diagnostic-warning": { borderLeft: "0.2rem solid var(--care)" },
});
