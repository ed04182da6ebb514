import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

export default defineConfig({
  // The two settings that www/start.mjs passes to the page; it gets nothing else of the
  // environment.
  envPrefix: ["VITE_FRONTEND_API", "CLERK_PUBLISHABLE_KEY"],
  plugins: [react(), contentSecurityPolicy()],
  build: { target: "es2022", assetsInlineLimit: 0 },
});

/**
 * Returns a policy that allows what the built page needs and no more. The development server's
 * inline script for reloading would violate it.
 */
function contentSecurityPolicy(): Plugin {
  const policy = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data: https:",
    // The Frontend API of any typed key, and the local one.
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
