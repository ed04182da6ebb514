import type { Missed } from "../../hooks/use-unseen-failures.js";
import { ProblemNote } from "./problem-note.js";

interface MissedNotesProps {
  readonly missed: readonly Missed[];
  readonly onDismiss: (seen: Missed) => void;
}

/** What failed behind a closed dialog, in view wherever the page is scrolled to. */
export function MissedNotes({ missed, onDismiss }: MissedNotesProps) {
  if (missed.length === 0) return null;
  return (
    <div className="missed">
      {missed.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the notes have no state of their own.
        <ProblemNote key={index} explanation={one.explanation}>
          <button type="button" onClick={() => onDismiss(one)}>
            Dismiss
          </button>
        </ProblemNote>
      ))}
    </div>
  );
}
