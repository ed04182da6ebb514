import type { Session } from "clerk-session";
import { useRef } from "react";
import { useFocusAfterRemoval } from "../../hooks/use-lost-focus.js";
import { accountIdentifier, accountName } from "../../model/describe.js";
import { AccountRow } from "./account-row.js";

interface AccountListProps {
  /** The alive sessions of this browser. */
  readonly sessions: readonly Session[];
  readonly currentId: string | null;
  readonly now: number;
  readonly onSwitch: (session: Session) => Promise<void>;
  readonly onSignOut: (session: Session) => void;
}

/** Lists the accounts that are signed in on this browser. */
export function AccountList({ sessions, currentId, now, onSwitch, onSignOut }: AccountListProps) {
  const list = useRef<HTMLUListElement>(null);
  useFocusAfterRemoval(
    list,
    sessions.map(({ id }) => id),
  );
  return (
    <ul className="rows" ref={list}>
      {sessions.map((session) => (
        <AccountRow
          key={session.id}
          session={session}
          name={accountName(session)}
          identifier={accountIdentifier(session)}
          current={session.id === currentId}
          now={now}
          onSwitch={onSwitch}
          onSignOut={onSignOut}
        />
      ))}
    </ul>
  );
}
