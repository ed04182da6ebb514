import type { Session } from "clerk-session";
import { useRef } from "react";
import { useAsyncAction } from "../../hooks/use-async-action.js";
import { useFocusAfterLoss } from "../../hooks/use-lost-focus.js";
import { explain } from "../../model/explain.js";
import { ProblemNote } from "../notes/problem-note.js";
import { RelativeTime } from "../relative-time.js";

interface AccountRowProps {
  readonly session: Session;
  readonly name: string;
  readonly identifier: string;
  readonly current: boolean;
  readonly now: number;
  readonly onSwitch: (session: Session) => Promise<void>;
  readonly onSignOut: (session: Session) => void;
}

/** Shows one account of this browser. */
export function AccountRow(props: AccountRowProps) {
  const { session, name, identifier, current, now, onSwitch, onSignOut } = props;
  const { pending, failure, start } = useAsyncAction();
  const row = useRef<HTMLLIElement>(null);
  // After the switch, the row has no switch button any more.
  useFocusAfterLoss(current ? 0 : 1, () => row.current);
  const imageUrl = session.user?.imageUrl ?? session.publicUserData?.imageUrl;

  return (
    <li className="row" ref={row} tabIndex={-1} aria-current={current || undefined}>
      {imageUrl ? (
        <img className="avatar" src={imageUrl} alt="" />
      ) : (
        <span className="avatar" aria-hidden="true">
          {name.slice(0, 1).toUpperCase()}
        </span>
      )}
      <div className="row-text">
        <p className="row-title">
          <strong>{name}</strong>
          {current && <span className="badge">Current</span>}
          {session.tasks.map(({ key }) => (
            <span key={key} className="badge attention">
              To do: {key}
            </span>
          ))}
        </p>
        <p className="row-detail">
          {identifier !== name && <span>{identifier}</span>}
          <span>
            {"Last active "}
            <RelativeTime at={session.lastActiveAt} now={now} />
          </span>
        </p>
      </div>
      <div className="row-actions">
        {!current && (
          <button
            type="button"
            aria-label={`Switch to ${name}`}
            aria-disabled={pending}
            onClick={() => start(() => onSwitch(session))}
          >
            {pending ? "Switching…" : "Switch"}
          </button>
        )}
        <button
          type="button"
          className="quiet-danger"
          aria-label={`Sign out ${name}`}
          onClick={() => onSignOut(session)}
        >
          Sign out
        </button>
      </div>
      {failure && <ProblemNote explanation={explain(failure.error)} />}
    </li>
  );
}
