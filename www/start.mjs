import { buildPackage } from "../scripts/build/build.mjs";
import { exitOnFailure, seconds } from "../scripts/lib/process.mjs";

const PARENT_CHECK_MS = 500;

/** Builds the package, then serves the Frontend API and the page: `npm start` in a fresh clone. */
async function start() {
  const started = performance.now();
  await buildPackage();

  // Imported this late because they need packages that buildPackage() may just have installed.
  const { startLocalFrontendApi } = await import("./local_frontend_api.mjs");
  const { servePage } = await import("./page_server.mjs");

  if (process.env.CLERK_PUBLISHABLE_KEY) {
    await checkKey(process.env.CLERK_PUBLISHABLE_KEY);
    console.log("✓ CLERK_PUBLISHABLE_KEY is set: the page talks to that instance");
  } else {
    process.env.VITE_FRONTEND_API = await startLocalFrontendApi();
  }
  const address = await servePage();
  console.log(`✓ ready after ${seconds(started)}\n\n  ${address}\n\nCtrl+C stops it.`);
}

/**
 * Validates the key with the package that was just built, so that an invalid key fails here and not
 * only on the page.
 *
 * @param {string} publishableKey
 */
async function checkKey(publishableKey) {
  const { default: init, SessionClient } = await import("clerk-session");
  await init();
  try {
    new SessionClient({ publishableKey }).close();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(reason.replace(/^publishableKey\b/, "CLERK_PUBLISHABLE_KEY"), { cause });
  }
}

/**
 * Exits when the parent process ends: npm's shell dies of a signal without passing it on, and the
 * ports would stay in use.
 */
function endWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit();
  }, PARENT_CHECK_MS).unref();
}

endWithParent();
exitOnFailure(start());
