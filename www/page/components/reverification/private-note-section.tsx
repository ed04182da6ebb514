import { checkAuthorization, type Session } from "clerk-session";
import { useState } from "react";
import { canAddPasskey } from "../../api/add-passkey.js";
import { useAsyncAction } from "../../hooks/use-async-action.js";
import { useReverification } from "../../hooks/use-reverification.js";
import type { Sessions } from "../../hooks/use-sessions.js";
import { explain } from "../../model/explain.js";
import { reverificationRules } from "../../model/reverification-rules.js";
import { Section } from "../controls/section.js";
import { Select } from "../controls/select.js";
import { ProblemNote } from "../notes/problem-note.js";
import { ReverificationDialog } from "./reverification-dialog.js";

interface PrivateNoteSectionProps {
  readonly sessions: Sessions;
  /** The current session. */
  readonly session: Session;
}

/** The times of a verification: at each use, or by a rule of checkAuthorization. */
const policies = [
  {
    id: "every_time",
    label: "Every time",
    hint: "Each time anew, by the second factor if there is one.",
    level: "second_factor",
  },
  ...reverificationRules,
] as const;

/** A section that requires a recent verification. */
export function PrivateNoteSection({ sessions, session }: PrivateNoteSectionProps) {
  const [policyId, setPolicyId] = useState<(typeof policies)[number]["id"]>("every_time");
  const [opened, setOpened] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const opening = useAsyncAction();
  const addingPasskey = useAsyncAction();
  const { active, reverify, runStep, cancel } = useReverification(sessions);
  const { runCall, connection, addPasskey } = sessions;
  const { instance, sessionClient } = connection;
  const isLocal = instance.kind === "local";

  const isVerified = (session: Session) =>
    policyId !== "every_time" && checkAuthorization(session, { reverification: policyId });
  // An open note closes when its rule is no longer fulfilled. A verification at each use does not
  // age.
  const shown = opened && (policyId === "every_time" || isVerified(session));
  const failure = opening.failure ?? addingPasskey.failure;

  function choose(id: typeof policyId) {
    setPolicyId(id);
    setOpened(false);
  }

  /**
   * Refreshes the client, because the server knows the verification's age and the local value is
   * old.
   */
  async function refreshVerificationAge() {
    await runCall({
      call: "getClient()",
      intent: "ask when you were verified",
      run: () => sessionClient.getClient(),
      outcome: () => "Asked when you were verified",
    });
  }

  async function verify(request: string): Promise<boolean> {
    const { level } = policies.find(({ id }) => id === policyId) ?? policies[0];
    if (!(await reverify(level, request))) return false;
    // The response to the last step does not always contain the session.
    await refreshVerificationAge();
    return true;
  }

  async function verifyNow() {
    setDone(null);
    if (await verify("Verify again that it is you.")) setDone("Verified");
  }

  async function open() {
    setDone(null);
    await refreshVerificationAge();
    const now = sessionClient.session;
    if (now?.id !== session.id) return;
    setOpened(isVerified(now) || (await verify("To read the note, verify again that it is you.")));
  }

  async function add() {
    setDone(null);
    await addPasskey(session);
    setDone("Passkey added");
  }

  return (
    <Section title="A private note" intro="To read it, being signed in is not enough.">
      <Select label="When to verify" options={policies} value={policyId} onChoose={choose} />
      <div role="status">
        {shown && <p className="private-note">The spare key is under the third flowerpot.</p>}
      </div>
      {failure && <ProblemNote explanation={explain(failure.error)} />}
      <div className="actions card-footer">
        <button
          type="button"
          className="primary"
          aria-expanded={shown}
          aria-disabled={opening.pending}
          onClick={() => (shown ? setOpened(false) : opening.start(open))}
        >
          {shown ? "Hide the note" : "Show the note"}
        </button>
        <button
          type="button"
          aria-disabled={opening.pending}
          onClick={() => opening.start(verifyNow)}
        >
          Verify now
        </button>
        {isLocal && canAddPasskey() && (
          <button
            type="button"
            aria-disabled={addingPasskey.pending}
            onClick={() => addingPasskey.start(add)}
          >
            Add a passkey
          </button>
        )}
        <span role="status" className="said">
          {done}
        </span>
      </div>
      {active && (
        <ReverificationDialog
          active={active}
          isLocal={isLocal}
          onStep={runStep}
          onCancel={cancel}
        />
      )}
    </Section>
  );
}
