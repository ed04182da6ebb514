import { type ComponentProps, type FormEvent, useEffect, useRef, useState } from "react";
import { useFocusAfterLoss } from "../../hooks/use-lost-focus.js";
import type { ReverificationUnderWay } from "../../hooks/use-reverification.js";
import { explain, explainInput } from "../../model/explain.js";
import { needsAnotherCode, type Step, type Way } from "../../model/verification-methods.js";
import { Field } from "../controls/field.js";
import { ProblemNote } from "../notes/problem-note.js";
import { WayChoice } from "./verification-method-choice.js";

interface VerificationFormProps {
  /** At least one. */
  readonly ways: readonly [Way, ...Way[]];
  readonly underWay: ReverificationUnderWay;
  /** Whether codes are to be had from the local Frontend API. */
  readonly isLocal: boolean;
  readonly onTake: (step: Step) => Promise<boolean>;
  readonly onCancel: () => void;
}

/** One factor to be verified, in the way that somebody chooses. */
export function VerificationForm({ ways, underWay, isLocal, onTake, onCancel }: VerificationFormProps) {
  const { pending, failure } = underWay;
  const [chosen, setChosen] = useState(ways[0]);
  const way = ways.find(({ id }) => id === chosen.id) ?? ways[0];
  const [proof, setProof] = useState("");
  const [sent, setSent] = useState<{ to: Way["id"] } | null>(null);
  const [overcome, setOvercome] = useState(failure);
  const input = useRef<HTMLInputElement>(null);
  const submitButton = useRef<HTMLButtonElement>(null);

  const { prepare } = way;
  const isSent = sent?.to === way.id && !(failure && needsAnotherCode(failure.error));
  const field = prepare === null || isSent ? fields[way.strategy] : null;
  const problem = failure === overcome ? null : failure;
  const inputError = problem && explainInput(problem.error);

  useEffect(() => {
    if (sent) input.current?.focus();
  }, [sent]);
  useFocusAfterLoss(field ? 1 : 0, () => submitButton.current);

  async function send(step: Step) {
    if (pending || !(await onTake(step))) return;
    setProof("");
    setSent({ to: way.id });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (prepare && !isSent) void send(prepare);
    else if (!pending) void onTake(way.attempt(proof));
  }

  /** What was said about something else is said about this no more. */
  function change(way: Way, proof: string) {
    setChosen(way);
    setProof(proof);
    setOvercome(failure);
  }

  return (
    <form onSubmit={submit}>
      {ways.length > 1 && <WayChoice ways={ways} chosen={way} onChoose={(way) => change(way, "")} />}
      {field && (
        <Field
          {...field}
          key={way.id}
          ref={input}
          name="proof"
          spellCheck={false}
          required
          value={proof}
          hint={isLocal ? whereabouts[way.strategy] : undefined}
          error={inputError}
          onChange={({ target }) => change(way, target.value)}
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
          {pending ? "One moment…" : field ? "Verify" : prepare ? "Send the code" : "Ask the browser"}
        </button>
      </div>
    </form>
  );
}

type ProofField = Pick<ComponentProps<typeof Field>, "label" | "type" | "autoComplete" | "inputMode">;

const code: ProofField = { label: "Code", autoComplete: "one-time-code", inputMode: "numeric" };

/** What is typed; null: the browser asks. */
const fields: Record<Way["strategy"], ProofField | null> = {
  password: { label: "Password", type: "password", autoComplete: "current-password" },
  email_code: code,
  phone_code: code,
  passkey: null,
  totp: code,
  backup_code: { label: "Backup code", autoComplete: "off" },
};

/** Where the local Frontend API's codes are to be had. */
const whereabouts: Partial<Record<Way["strategy"], string>> = {
  email_code: "The terminal of npm start shows it.",
  phone_code: "The terminal of npm start shows it.",
  totp: "The terminal of npm start shows the secret for your authenticator app.",
  backup_code: "The terminal of npm start shows them. Each is good once.",
};
