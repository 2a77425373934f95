/** The place of the node's own page in; the terminal and the missions in it. */

export async function nodePage(_place: HTMLElement): Promise<void> {}
