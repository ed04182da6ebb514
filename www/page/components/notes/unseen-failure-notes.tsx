import type { UnseenFailure } from "../../hooks/use-unseen-failures.js";
import { ProblemNote } from "./problem-note.js";

interface UnseenFailureNotesProps {
  readonly failures: readonly UnseenFailure[];
  readonly onDismiss: (seen: UnseenFailure) => void;
}

/**
 * Shows the failures of actions whose dialog was closed; it stays in view wherever the page is
 * scrolled to.
 */
export function UnseenFailureNotes({ failures, onDismiss }: UnseenFailureNotesProps) {
  if (failures.length === 0) return null;
  return (
    <div className="unseen-failures">
      {failures.map((failure, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the notes have no state of their own.
        <ProblemNote key={index} explanation={failure.explanation}>
          <button type="button" onClick={() => onDismiss(failure)}>
            Dismiss
          </button>
        </ProblemNote>
      ))}
    </div>
  );
}
