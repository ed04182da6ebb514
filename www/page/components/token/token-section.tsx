import type { Session } from "clerk-session";
import { useState } from "react";
import type { Sessions } from "../../hooks/use-sessions.js";
import { useToken } from "../../hooks/use-token.js";
import { claimFacts } from "../../model/claim-facts.js";
import { accountName } from "../../model/describe.js";
import { explain } from "../../model/explain.js";
import { tokenPurposes } from "../../model/token-purposes.js";
import { RefreshButton } from "../controls/refresh-button.js";
import { Section } from "../controls/section.js";
import { Select } from "../controls/select.js";
import { Skeleton } from "../controls/skeleton.js";
import { ProblemNote } from "../notes/problem-note.js";
import { CopyButton } from "./copy-button.js";
import { Facts } from "./facts.js";
import { TimeLeft } from "./time-left.js";

interface TokenSectionProps {
  readonly sessions: Sessions;
  readonly current: Session;
  /** All sessions of this browser that are signed in. */
  readonly alive: readonly Session[];
}

/** Shows a session token: its claims and its remaining lifetime. */
export function TokenSection({ sessions, current, alive }: TokenSectionProps) {
  const [chosenSession, chooseSession] = useState<string | null>(null);
  const [chosenPurpose, choosePurpose] = useState("session");
  const [withClaims, setWithClaims] = useState(false);
  const session = alive.find(({ id }) => id === chosenSession) ?? current;
  const purposes = tokenPurposes(session, sessions.connection.instance.templates);
  const purpose = purposes.find(({ id }) => id === chosenPurpose) ?? purposes[0];
  const { token, error, loading, reload } = useToken(sessions, session.id, purpose);

  return (
    <Section title="Session token" intro="The token that authenticates requests to your server.">
      <div className="choices">
        {alive.length > 1 && (
          <Select
            label="Account"
            options={alive.map((session) => ({ id: session.id, label: accountName(session) }))}
            value={session.id}
            onChoose={chooseSession}
          />
        )}
        {purposes.length > 1 && (
          <Select label="Purpose" options={purposes} value={purpose.id} onChoose={choosePurpose} />
        )}
      </div>
      {error !== null ? (
        <ProblemNote explanation={explain(error)}>
          <RefreshButton label="Try again" refreshing={loading} onRefresh={() => reload(false)} />
        </ProblemNote>
      ) : token === null ? (
        loading ? (
          <Skeleton label="Getting a token…" />
        ) : (
          <p className="empty">This session has no token.</p>
        )
      ) : (
        <>
          <TimeLeft token={token} />
          <Facts facts={claimFacts(token.claims)} />
          <details
            className="claims"
            open={withClaims}
            onToggle={({ currentTarget }) => setWithClaims(currentTarget.open)}
          >
            <summary>All claims</summary>
            <pre>{JSON.stringify(token.claims, null, 2)}</pre>
          </details>
          <div className="actions card-footer">
            <RefreshButton
              label="Get a new token"
              refreshing={loading}
              onRefresh={() => reload(true)}
            />
            <CopyButton label="Copy token" text={token.jwt} />
          </div>
        </>
      )}
    </Section>
  );
}
