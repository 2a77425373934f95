/** The place of the workshop in; an editor with its findings in it. */

export async function workshopPage(_place: HTMLElement): Promise<void> {}
