import { explain } from "../model/explain.js";
import { ProblemNote } from "./notes/problem-note.js";

/** Replaces the page if it cannot start: no WebAssembly, or an invalid key. */
export function StartFailure({ error }: { error: unknown }) {
  return (
    <main className="start-failure">
      <h1>The page cannot start</h1>
      <ProblemNote explanation={explain(error)} />
    </main>
  );
}
