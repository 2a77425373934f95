/** The place of the route explorer in; the explorer in it. */

export async function routesPage(_place: HTMLElement): Promise<void> {}
