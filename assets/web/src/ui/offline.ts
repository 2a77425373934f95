/** The page in; the worker that keeps the site for when there is no network, and an offer of each new version, out. */

// Where one is answering questions or sitting an exam.
const BUSY = ".study-card, .study-clock";

/** Starts once the page has loaded. The build gives pages a manifest; a live preview has none, and so no worker. */
export function keepForOffline(): void {
  const manifest = document.querySelector<HTMLLinkElement>('link[rel="manifest"]');
  if (!manifest || !("serviceWorker" in navigator)) return;
  const start = (): void => void register(new URL("sw.js", manifest.href));
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
}

async function register(address: URL): Promise<void> {
  const registration = await navigator.serviceWorker.register(address).catch(() => null);
  if (!registration) return; // the browser does not want to keep anything: the site works as before
  const offer = (): void => {
    if (registration.waiting && navigator.serviceWorker.controller) {
      whenIdle(() => void import("./update-notice.ts").then(({ offerUpdate }) => offerUpdate(registration)));
    }
  };
  offer();
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => coming.state === "installed" && offer());
  });
}

/** Acts at once, or as soon as the learner has finished what they are doing. */
function whenIdle(act: () => void): void {
  if (!document.querySelector(BUSY)) return act();
  const observer = new MutationObserver(() => {
    if (document.querySelector(BUSY)) return;
    observer.disconnect();
    act();
  });
  observer.observe(document.body, { childList: true, subtree: true });
}
