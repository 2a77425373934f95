/** A file of the site in; its address out, and the titles that the page's own navigation has for it. */

/** Where the site starts. */
export const ROOT = new URL("..", import.meta.url);

/** The address of a page given as a file: `notas/ingress.md#x`. */
export function linkTo(page: string): string {
  const [file = "", anchor] = page.split("#");
  const folder = file.replace(/(^|\/)index\.md$/, "$1").replace(/\.md$/, "/");
  return new URL(folder, ROOT).href + (anchor ? `#${anchor}` : "");
}

/** The address of a file of the site: `maquina/state.zst`. */
export const siteFile = (path: string): string => new URL(path, ROOT).href;

/** The titles of the notes, as the page's own navigation has them. */
export function topicTitle(topic: string): string {
  const address = linkTo(`notas/${topic}.md`);
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".md-nav a[href], .cards a[href]")) {
    if (link.href.split("#")[0] === address && link.textContent?.trim()) return link.textContent.trim();
  }
  return topic;
}
