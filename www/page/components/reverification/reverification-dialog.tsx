import { useRef } from "react";
import { useFocusAfterLoss } from "../../hooks/use-lost-focus.js";
import type { ActiveReverification, Reverification } from "../../hooks/use-reverification.js";
import { verificationMethods } from "../../model/verification-methods.js";
import { Dialog } from "../controls/dialog.js";
import { VerificationForm } from "./verification-form.js";

interface ReverificationDialogProps {
  readonly active: ActiveReverification;
  readonly isLocal: boolean;
  readonly onStep: Reverification["runStep"];
  readonly onCancel: () => void;
}

/** Leads the user through a reverification, one factor after the other. */
export function ReverificationDialog(props: ReverificationDialogProps) {
  const { active, isLocal, onStep, onCancel } = props;
  const { status, level } = active.verification;
  const [first, ...others] = verificationMethods(active.verification);
  const place = useRef<HTMLDivElement>(null);
  const isFirst = status === "needs_first_factor";
  useFocusAfterLoss(isFirst ? 2 : 1, () => place.current?.querySelector("input"));
  const step = level === "multi_factor" && `Step ${isFirst ? 1 : 2} of 2. `;
  return (
    <Dialog title="Verify that it is you" onDismiss={onCancel}>
      {first ? (
        <div ref={place} className="dialog-body">
          <p>
            {step}
            {active.request}
          </p>
          <VerificationForm
            key={status}
            methods={[first, ...others]}
            active={active}
            isLocal={isLocal}
            onStep={onStep}
            onCancel={onCancel}
          />
        </div>
      ) : (
        <>
          <p>The server offers no method that this page supports.</p>
          <div className="actions">
            <button type="button" onClick={onCancel}>
              Close
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}
