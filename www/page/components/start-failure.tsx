import { explain } from "../explain.js";
import { ProblemNote } from "./problem-note.js";

/** The whole page, where it could not begin: no WebAssembly, or a key that is none. */
export function StartFailure({ error }: { error: unknown }) {
  const message = error instanceof Error ? error.message : String(error);
  return (
    <main className="start-failure">
      <h1>The page cannot start</h1>
      <ProblemNote
        explanation={{
          ...explain(error),
          title: "Before the first request",
          message,
          advice: "Check CLERK_PUBLISHABLE_KEY and run `npm start` again.",
        }}
      />
    </main>
  );
}
