/** The page in; a button «Editar» on each manifest, and one on each task that opens it in the workshop. */

export function offerWorkshop(): void {}
