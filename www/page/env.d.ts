interface ImportMetaEnv {
  /** The local Frontend API's origin; unset when the page is to talk to a real instance. */
  readonly VITE_FRONTEND_API?: string;
  /** The real instance to talk to. */
  readonly CLERK_PUBLISHABLE_KEY?: string;
}
