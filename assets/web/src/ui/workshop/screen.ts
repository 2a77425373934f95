/** What the workshop shows at one time: nothing in; the type of a screen out. */

export interface Screen {
  /** Its first heading takes the focus when one comes from another screen. */
  readonly element: HTMLElement;
  /** Keeps what is not kept yet; called before another screen takes its place. */
  close(): void;
}
