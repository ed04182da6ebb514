import { useRef } from "react";
import { useFocusAfterLoss } from "../../hooks/use-lost-focus.js";
import type { Reverification, ReverificationUnderWay } from "../../hooks/use-reverification.js";
import { waysToVerify } from "../../model/verification-methods.js";
import { Dialog } from "../controls/dialog.js";
import { VerificationForm } from "./verification-form.js";

interface ReverificationDialogProps {
  readonly underWay: ReverificationUnderWay;
  readonly isLocal: boolean;
  readonly onTake: Reverification["take"];
  readonly onCancel: () => void;
}

/** Has somebody prove who it is, one factor after the other. */
export function ReverificationDialog(props: ReverificationDialogProps) {
  const { underWay, isLocal, onTake, onCancel } = props;
  const { status, level } = underWay.verification;
  const [first, ...others] = waysToVerify(underWay.verification);
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
            {underWay.request}
          </p>
          <VerificationForm
            key={status}
            ways={[first, ...others]}
            underWay={underWay}
            isLocal={isLocal}
            onTake={onTake}
            onCancel={onCancel}
          />
        </div>
      ) : (
        <>
          <p>The server offers no way to do that which this page knows.</p>
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
