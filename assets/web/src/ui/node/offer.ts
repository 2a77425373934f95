/** The page in; a button «Probar» on each example that the Linux node can run. The node itself is loaded on a click. */

export function offerNode(): void {}
