import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

export default defineConfig({
  // The two settings that www/start.mjs hands to the page; nothing else of the environment gets into it.
  envPrefix: ["VITE_FRONTEND_API", "CLERK_PUBLISHABLE_KEY"],
  plugins: [react(), contentSecurityPolicy()],
  build: { target: "es2022", assetsInlineLimit: 0 },
});

/** The built page needs no more than this; the development server's own inline script for reloading would not pass it. */
function contentSecurityPolicy(): Plugin {
  const policy = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data: https:",
    // Whichever Frontend API the typed key names, and the local one.
    "connect-src 'self' https: http://localhost:*",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: policy },
        injectTo: "head-prepend",
      },
    ],
  };
}
