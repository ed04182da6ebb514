import { useEffect, useRef } from "react";
import { useAsyncAction } from "../hooks/use-async-action.js";
import { useFocusAfterLoss } from "../hooks/use-lost-focus.js";
import type { Confirmation } from "../model/confirmations.js";
import { explainSignOut } from "../model/explain.js";
import { Dialog } from "./controls/dialog.js";
import { ProblemNote } from "./notes/problem-note.js";

interface ConfirmationDialogProps {
  readonly confirmation: Confirmation;
  readonly onClose: () => void;
  /**
   * Called if the sign-out fails after the dialog was closed, which can no longer show the failure.
   */
  readonly onUnseenFailure: (confirmation: Confirmation, error: unknown) => void;
}

/**
 * Asks for confirmation, stays open until the server confirms the sign-out, and shows a failure.
 */
export function ConfirmationDialog({
  confirmation,
  onClose,
  onUnseenFailure,
}: ConfirmationDialogProps) {
  const { pending, failure, start } = useAsyncAction();
  const isMounted = useIsMounted();
  const close = useRef<HTMLButtonElement>(null);
  const explanation = failure && explainSignOut(failure.error);
  const needsSignIn = explanation?.needsSignIn ?? false;
  useFocusAfterLoss(needsSignIn ? 0 : 1, () => close.current);

  async function confirm() {
    try {
      await confirmation.act();
    } catch (error) {
      if (isMounted.current) throw error;
      return onUnseenFailure(confirmation, error);
    }
    if (isMounted.current) onClose();
  }

  return (
    <Dialog title={confirmation.title} onDismiss={onClose}>
      <p>{confirmation.consequence}</p>
      {explanation && <ProblemNote explanation={explanation} />}
      <div className="actions">
        {/* First, so that it has the focus when the dialog opens: an accidental Enter does no
            harm. */}
        <button type="button" ref={close} onClick={onClose}>
          {pending || needsSignIn ? "Close" : "Cancel"}
        </button>
        {!needsSignIn && (
          <button
            type="button"
            className="danger"
            aria-disabled={pending}
            onClick={() => start(confirm)}
          >
            {pending ? "Signing out…" : failure ? "Try again" : confirmation.action}
          </button>
        )}
      </div>
    </Dialog>
  );
}

/** Returns a ref that tells asynchronous code whether the component is still mounted. */
function useIsMounted() {
  const mounted = useRef(false);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  return mounted;
}
