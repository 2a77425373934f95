/**
 * Links that are followed while the terminal is open in; other pages of the site shown above it out.
 *
 * A page that is left takes its emulator with it: 100 MB of memory that no browser keeps in time when it unloads. So the page that
 * has the terminal stays, and shows the others in a frame over its own contents. Each is then loaded whole, as ever, with all its
 * scripts and by whichever engine made it; the address, the title and the buttons for back and forward follow. Where a page
 * refuses to be framed, or the terminal is closed, the browser simply goes there.
 */

import { h } from "../dom.ts";

const MARK = { nodo: true };

export class Journey {
  private readonly root: string;
  private frame: HTMLIFrameElement | null = null;
  private scrolled = 0;
  private readonly title = document.title;
  private readonly moved: (away: boolean) => void;
  private readonly listening = new AbortController();

  /** `root` is where the site starts; `moved` hears whether another page is shown now. */
  constructor(root: string, moved: (away: boolean) => void) {
    this.root = root;
    this.moved = moved;
    const { signal } = this.listening;
    document.addEventListener("click", (event) => this.follow(event), { signal });
    addEventListener("popstate", ({ state }) => this.travel(state), { signal });
    openOutside(document);
  }

  /** No more terminal: the page that is shown becomes the page that is loaded. */
  end(): void {
    this.listening.abort();
    const shown = this.away ? this.frame?.contentWindow?.location.href : undefined;
    if (shown) location.replace(shown);
    else this.frame?.remove();
  }

  private get away(): boolean {
    return document.documentElement.classList.contains("node-away");
  }

  private follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.target || !this.isPage(link)) return;
    event.preventDefault();
    this.go(link.href);
  }

  /** Another page of the site: no file to download, no place on this page. */
  private isPage({ href, pathname, download }: HTMLAnchorElement): boolean {
    return href.startsWith(this.root) && !download && /(\/|\.html)$/.test(pathname) && pathname !== location.pathname;
  }

  private go(address: string): void {
    history.pushState(MARK, "", address);
    if (this.frame) {
      this.frame.contentWindow?.location.replace(address);
    } else {
      this.frame = h("iframe", { class: "node-frame", src: address, title: "La página", onload: () => this.arrived() });
      document.body.append(this.frame);
    }
    this.show(true);
    this.frame.focus();
  }

  /** Once a page is there: the window is called as it is, and looks as it does. */
  private arrived(): void {
    const shown = this.frame?.contentDocument;
    const inside = this.frame?.contentWindow;
    if (!shown?.body || !inside || shown.URL === "about:blank") return location.reload();
    openOutside(shown);
    const coloured = (): void => document.body.setAttribute("data-md-color-scheme", shown.body.getAttribute("data-md-color-scheme") ?? "default");
    this.name();
    coloured();
    inside.addEventListener("hashchange", () => this.name());
    new MutationObserver(coloured).observe(shown.body, { attributeFilter: ["data-md-color-scheme"] });
  }

  /** The window has the address and the title of the page that it shows. */
  private name(): void {
    const shown = this.frame?.contentDocument;
    if (!this.away || !shown?.title) return;
    history.replaceState(MARK, "", shown.URL);
    document.title = shown.title;
    this.frame?.setAttribute("title", shown.title);
  }

  /** Back or forward: to the page with the terminal, or to the one shown above it. */
  private travel(state: unknown): void {
    this.show((state as typeof MARK | null)?.nodo === true);
    this.name();
  }

  private show(away: boolean): void {
    if (away === this.away) return;
    if (away) this.scrolled = scrollY;
    document.documentElement.classList.toggle("node-away", away);
    this.moved(away);
    if (away) return;
    document.title = this.title;
    scrollTo({ top: this.scrolled, behavior: "instant" });
  }
}

/** Other sites open beside this one, which would take the terminal away with it. */
function openOutside(page: Document): void {
  for (const link of page.querySelectorAll<HTMLAnchorElement>('a[href^="http"]')) {
    if (link.origin !== location.origin && !link.target) {
      link.target = "_blank";
      link.rel = "noopener";
    }
  }
}
