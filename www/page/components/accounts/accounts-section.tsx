import { type Session, signInUrl } from "clerk-session";
import type { Connection } from "../../api/connection.js";
import { Section } from "../controls/section.js";
import { AccountList } from "./account-list.js";

interface AccountsSectionProps {
  readonly connection: Connection;
  readonly sessions: readonly Session[];
  readonly currentId: string | null;
  readonly now: number;
  readonly onAdd: () => void;
  readonly onSwitch: (session: Session) => Promise<void>;
  readonly onSignOut: (session: Session) => void;
  readonly onSignOutAll: () => void;
}

/** Shows the sessions of this browser. */
export function AccountsSection(props: AccountsSectionProps) {
  const { connection, sessions, currentId, now, onAdd, onSwitch, onSignOut, onSignOutAll } = props;
  const { instance, sessionClient } = connection;
  return (
    <Section title="This browser" intro="The accounts that are signed in here.">
      <AccountList
        sessions={sessions}
        currentId={currentId}
        now={now}
        onSwitch={onSwitch}
        onSignOut={onSignOut}
      />
      <div className="actions card-footer">
        {instance.kind === "local" ? (
          <button type="button" onClick={onAdd}>
            Add an account
          </button>
        ) : (
          <a className="button" href={signInUrl(sessionClient)}>
            Add an account
          </a>
        )}
        {/* biome-ignore lint/security/noBlankTarget: the same page reads its opener's instance. */}
        <a className="button" href={location.pathname} target="_blank" rel="opener">
          Open a second tab
        </a>
        <button type="button" className="quiet-danger" onClick={onSignOutAll}>
          Sign out all accounts
        </button>
      </div>
      <p className="fine-print">
        Tabs share their sessions: an account signed out in one tab disappears from all.
      </p>
    </Section>
  );
}
