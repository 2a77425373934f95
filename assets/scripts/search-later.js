// Zensical fetches the search index, three quarters of what a page weighs, as soon as the page opens. Here it waits
// until somebody goes to the search, or comes from it.
{
  const INDEX = /\/search\.json$/;
  const SEARCH = '[data-md-component="search"], [for="__search"]';
  const KEYS = ["/", "f", "k", "s"];

  const wanted = new Promise((resolve) => {
    if (new URLSearchParams(location.search).has("h")) resolve();
    const look = ({ target }) => target.closest?.(SEARCH) && resolve();
    for (const kind of ["focusin", "click"]) document.addEventListener(kind, look, { capture: true });
    document.addEventListener("keydown", ({ key }) => KEYS.includes(key) && resolve(), { capture: true });
  });

  const { open, send } = XMLHttpRequest.prototype;
  const waiting = new WeakSet();

  XMLHttpRequest.prototype.open = function (method, address, ...more) {
    if (INDEX.test(address)) waiting.add(this);
    open.call(this, method, address, ...more);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (waiting.delete(this)) wanted.then(() => send.call(this, body));
    else send.call(this, body);
  };
}
