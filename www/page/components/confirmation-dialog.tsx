import { useEffect, useRef } from "react";
import { useAttempt } from "../hooks/use-async-action.js";
import { useFocusAfterLoss } from "../hooks/use-lost-focus.js";
import { explainSignOut } from "../model/explain.js";
import { Dialog } from "./controls/dialog.js";
import { ProblemNote } from "./notes/problem-note.js";

/** A sign-out, about to be done: none can be undone. */
export interface Confirmation {
  readonly title: string;
  /** "sign out Ada Lovelace": what a failure is a failure to do. */
  readonly intent: string;
  readonly consequence: string;
  /** What the button says. */
  readonly action: string;
  readonly act: () => Promise<void>;
}

interface ConfirmationDialogProps {
  readonly asked: Confirmation;
  readonly onClose: () => void;
  /** It failed after the dialog was closed, which can therefore not say so. */
  readonly onMissed: (asked: Confirmation, error: unknown) => void;
}

/** Asks before something is done, stays until the server has confirmed it, and says so if it has not. */
export function ConfirmationDialog({ asked, onClose, onMissed }: ConfirmationDialogProps) {
  const { pending, failure, begin } = useAttempt();
  const open = useIsThere();
  const close = useRef<HTMLButtonElement>(null);
  const explanation = failure && explainSignOut(failure.error);
  const hopeless = explanation?.needsSignIn ?? false;
  useFocusAfterLoss(hopeless ? 0 : 1, () => close.current);

  async function act() {
    try {
      await asked.act();
    } catch (error) {
      if (open.current) throw error;
      return onMissed(asked, error);
    }
    if (open.current) onClose();
  }

  return (
    <Dialog title={asked.title} onDismiss={onClose}>
      <p>{asked.consequence}</p>
      {explanation && <ProblemNote explanation={explanation} />}
      <div className="actions">
        {/* First, and so focused when the dialog opens: a careless Enter does no harm. */}
        <button type="button" ref={close} onClick={onClose}>
          {pending || hopeless ? "Close" : "Cancel"}
        </button>
        {!hopeless && (
          <button type="button" className="danger" aria-disabled={pending} onClick={() => begin(act)}>
            {pending ? "Signing out…" : failure ? "Try again" : asked.action}
          </button>
        )}
      </div>
    </Dialog>
  );
}

/** Whether the component is still shown, for what goes on after a wait. */
function useIsThere() {
  const there = useRef(false);
  useEffect(() => {
    there.current = true;
    return () => {
      there.current = false;
    };
  }, []);
  return there;
}
