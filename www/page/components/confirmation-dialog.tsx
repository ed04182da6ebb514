import { useState } from "react";
import { explainSignOut } from "../explain.js";
import { Dialog } from "./dialog.js";
import { ProblemNote } from "./problem-note.js";

/** A sign-out, about to be done: none can be undone. */
export interface Confirmation {
  readonly title: string;
  readonly consequence: string;
  /** What the button says. */
  readonly action: string;
  readonly act: () => Promise<void>;
}

/** Asks before something is done, stays until the server has confirmed it, and says so if it has not. */
export function ConfirmationDialog({ asked, onClose }: { asked: Confirmation; onClose: () => void }) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<{ error: unknown } | null>(null);

  async function act() {
    if (pending) return;
    setPending(true);
    setFailure(null);
    try {
      await asked.act();
      onClose();
    } catch (error) {
      setFailure({ error });
      setPending(false);
    }
  }

  return (
    <Dialog title={asked.title} onDismiss={onClose}>
      <p>{asked.consequence}</p>
      {failure && <ProblemNote explanation={explainSignOut(failure.error)} />}
      <div className="actions">
        {/* First, and so focused when the dialog opens: a careless Enter does no harm. */}
        <button type="button" onClick={onClose}>
          {pending ? "Close" : "Cancel"}
        </button>
        <button type="button" className="danger" aria-disabled={pending} onClick={() => void act()}>
          {pending ? "Signing out…" : failure ? "Try again" : asked.action}
        </button>
      </div>
    </Dialog>
  );
}
