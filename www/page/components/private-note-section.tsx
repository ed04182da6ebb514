import { checkAuthorization, type Session } from "clerk-session";
import { useState } from "react";
import { canAddPasskey } from "../add-passkey.js";
import { explain } from "../explain.js";
import { type ReverificationRule, reverificationRules } from "../reverification-rules.js";
import { useAttempt } from "../use-attempt.js";
import { useReverification } from "../use-reverification.js";
import type { Sessions } from "../use-sessions.js";
import { ProblemNote } from "./problem-note.js";
import { ReverificationDialog } from "./reverification-dialog.js";
import { Section } from "./section.js";
import { Select } from "./select.js";

interface PrivateNoteSectionProps {
  readonly sessions: Sessions;
  /** The current one. */
  readonly session: Session;
}

/** What takes more than being signed in: to have shown, not long ago, who one is. */
export function PrivateNoteSection({ sessions, session }: PrivateNoteSectionProps) {
  const [ruleId, setRuleId] = useState<ReverificationRule["id"]>("strict");
  const [opened, setOpened] = useState(false);
  const [added, setAdded] = useState(false);
  const opening = useAttempt();
  const addition = useAttempt();
  const { underWay, reverify, take, cancel } = useReverification(sessions);
  const { ask, connection, addPasskey } = sessions;
  const { instance, sessionClient } = connection;
  const isLocal = instance.kind === "local";

  const isVerified = (session: Session) => checkAuthorization(session, { reverification: ruleId });
  const shown = opened && isVerified(session);
  const failure = opening.failure ?? addition.failure;

  /** How long ago that was, the server knows: what it last said has grown old. */
  async function askWhenVerified() {
    await ask({
      call: "getClient()",
      intent: "ask when you were verified",
      ask: () => sessionClient.getClient(),
      outcome: () => "Asked when you were verified",
    });
  }

  async function verify(): Promise<boolean> {
    const rule = reverificationRules.find(({ id }) => id === ruleId);
    if (rule === undefined || !(await reverify(rule.level))) return false;
    // The answer to the last step need not have brought the session.
    await askWhenVerified();
    return true;
  }

  async function open() {
    await askWhenVerified();
    const now = sessionClient.session;
    if (now?.id === session.id) setOpened(isVerified(now) || (await verify()));
  }

  async function add() {
    setAdded(false);
    await addPasskey(session);
    setAdded(true);
  }

  return (
    <Section title="A private note" intro="To read it, being signed in is not enough.">
      <Select label="What it takes" options={reverificationRules} value={ruleId} onChoose={setRuleId} />
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
          onClick={() => (shown ? setOpened(false) : opening.begin(open))}
        >
          {shown ? "Hide the note" : "Show the note"}
        </button>
        <button
          type="button"
          aria-disabled={opening.pending}
          onClick={() => opening.begin(async () => void (await verify()))}
        >
          Verify now
        </button>
        {isLocal && canAddPasskey() && (
          <button type="button" aria-disabled={addition.pending} onClick={() => addition.begin(add)}>
            Add a passkey
          </button>
        )}
        <span role="status" className="said">
          {added && "Passkey added"}
        </span>
      </div>
      {underWay && (
        <ReverificationDialog
          purpose="read the note"
          underWay={underWay}
          isLocal={isLocal}
          onTake={take}
          onCancel={cancel}
        />
      )}
    </Section>
  );
}
