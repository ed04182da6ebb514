import { type ComponentProps, type FormEvent, useEffect, useRef, useState } from "react";
import { useFocusAfterLoss } from "../../hooks/use-lost-focus.js";
import type { ActiveReverification } from "../../hooks/use-reverification.js";
import { explain, explainInput } from "../../model/explain.js";
import {
  needsNewCode,
  type VerificationMethod,
  type VerificationStep,
} from "../../model/verification-methods.js";
import { Field } from "../controls/field.js";
import { ProblemNote } from "../notes/problem-note.js";
import { VerificationMethodChoice } from "./verification-method-choice.js";

interface VerificationFormProps {
  /** At least one method. */
  readonly methods: readonly [VerificationMethod, ...VerificationMethod[]];
  readonly active: ActiveReverification;
  /** Whether the codes come from the local Frontend API. */
  readonly isLocal: boolean;
  readonly onStep: (step: VerificationStep) => Promise<boolean>;
  readonly onCancel: () => void;
}

/** A form that verifies one factor by the method that the user chooses. */
export function VerificationForm({
  methods,
  active,
  isLocal,
  onStep,
  onCancel,
}: VerificationFormProps) {
  const { pending, failure } = active;
  const [chosen, setChosen] = useState(methods[0]);
  const method = methods.find(({ id }) => id === chosen.id) ?? methods[0];
  const [proof, setProof] = useState("");
  const [sentTo, setSent] = useState<{ to: VerificationMethod["id"] } | null>(null);
  const [dismissedFailure, setDismissedFailure] = useState(failure);
  const input = useRef<HTMLInputElement>(null);
  const submitButton = useRef<HTMLButtonElement>(null);

  const { prepare } = method;
  const isSent = sentTo?.to === method.id && !(failure && needsNewCode(failure.error));
  const field = prepare === null || isSent ? proofFields[method.strategy] : null;
  const problem = failure === dismissedFailure ? null : failure;
  const inputError = problem && explainInput(problem.error);

  useEffect(() => {
    if (sentTo) input.current?.focus();
  }, [sentTo]);
  useFocusAfterLoss(field ? 1 : 0, () => submitButton.current);

  async function send(step: VerificationStep) {
    if (pending || !(await onStep(step))) return;
    setProof("");
    setSent({ to: method.id });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (prepare && !isSent) void send(prepare);
    else if (!pending) void onStep(method.attempt(proof));
  }

  /** Changes the input and hides the failure of the previous one. */
  function change(method: VerificationMethod, proof: string) {
    setChosen(method);
    setProof(proof);
    setDismissedFailure(failure);
  }

  return (
    <form onSubmit={submit}>
      {methods.length > 1 && (
        <VerificationMethodChoice
          methods={methods}
          chosen={method}
          onChoose={(method) => change(method, "")}
        />
      )}
      {field && (
        <Field
          {...field}
          key={method.id}
          ref={input}
          name="proof"
          spellCheck={false}
          required
          value={proof}
          hint={isLocal ? codeHints[method.strategy] : undefined}
          error={inputError}
          onChange={({ target }) => change(method, target.value)}
        />
      )}
      {problem && inputError === null && <ProblemNote explanation={explain(problem.error)} />}
      <div className="actions">
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
        {prepare && isSent && (
          <button type="button" aria-disabled={pending} onClick={() => void send(prepare)}>
            Send another
          </button>
        )}
        <button type="submit" className="primary" ref={submitButton} aria-disabled={pending}>
          {pending
            ? "One moment…"
            : field
              ? "Verify"
              : prepare
                ? "Send the code"
                : "Ask the browser"}
        </button>
      </div>
    </form>
  );
}

type ProofField = Pick<
  ComponentProps<typeof Field>,
  "label" | "type" | "autoComplete" | "inputMode"
>;

const codeField: ProofField = {
  label: "Code",
  autoComplete: "one-time-code",
  inputMode: "numeric",
};

/** The input field of each strategy; null if the browser asks the user. */
const proofFields: Record<VerificationMethod["strategy"], ProofField | null> = {
  password: { label: "Password", type: "password", autoComplete: "current-password" },
  email_code: codeField,
  phone_code: codeField,
  passkey: null,
  totp: codeField,
  backup_code: { label: "Backup code", autoComplete: "off" },
};

/** The places where the local Frontend API shows its codes. */
const codeHints: Partial<Record<VerificationMethod["strategy"], string>> = {
  email_code: "The terminal of npm start shows it.",
  phone_code: "The terminal of npm start shows it.",
  totp: "The terminal of npm start shows the secret for your authenticator app.",
  backup_code: "The terminal of npm start shows them. Each is good once.",
};
