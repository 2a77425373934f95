/** The page in; on each manifest that routes or allows traffic, a button that opens it in the route explorer. */

export function offerRoutes(): void {}
