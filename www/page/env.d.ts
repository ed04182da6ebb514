interface ImportMetaEnv {
  /** The local Frontend API's origin; unset if the page connects to a real instance. */
  readonly VITE_FRONTEND_API?: string;
  /** The publishable key of a real instance. */
  readonly CLERK_PUBLISHABLE_KEY?: string;
}
