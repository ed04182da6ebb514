import { explain } from "../model/explain.js";
import { ProblemNote } from "./notes/problem-note.js";

/** The whole page, where it could not begin: no WebAssembly, or a key that is none. */
export function StartFailure({ error }: { error: unknown }) {
  return (
    <main className="start-failure">
      <h1>The page cannot start</h1>
      <ProblemNote explanation={explain(error)} />
    </main>
  );
}
