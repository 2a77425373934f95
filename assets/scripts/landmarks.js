// The engines put each copy button into a <nav> without a name. A page full of nameless landmarks helps nobody.
const unmark = (node) => {
  if (node.classList?.contains("md-code__nav")) node.setAttribute("role", "none");
};

document.querySelectorAll(".md-code__nav").forEach(unmark);
new MutationObserver((changes) => {
  for (const change of changes) change.addedNodes.forEach(unmark);
}).observe(document.body, { childList: true, subtree: true });
