import { useState } from "react";
import type { Connection } from "../api/connection.js";
import { useSessions } from "../hooks/use-sessions.js";
import { useUnseenFailures } from "../hooks/use-unseen-failures.js";
import type { Confirmation } from "../model/confirmations.js";
import { ActivityLog } from "./activity-log.js";
import { ConfirmationDialog } from "./confirmation-dialog.js";
import { Dialog } from "./controls/dialog.js";
import { InstanceDialog } from "./instance-dialog.js";
import { PageHeader } from "./page-header.js";
import { SessionsView } from "./sessions-view.js";
import { SignInForm } from "./sign-in/sign-in-form.js";

/** The open dialog, if any. */
type Overlay = "instance" | "sign-in" | Confirmation | null;

/** Renders the page, and passes the result of useSessions() down. */
export function App({ initial }: { initial: Connection }) {
  const sessions = useSessions(initial);
  const [overlay, setOverlay] = useState<Overlay>(null);
  const { unseenFailures, addUnseenFailure, dismiss } = useUnseenFailures();
  const close = () => setOverlay(null);
  // By then, another dialog may be open.
  const signedIn = () => setOverlay((overlay) => (overlay === "sign-in" ? null : overlay));
  const { connection, log, clearLog } = sessions;

  return (
    <>
      <PageHeader
        instance={connection.instance}
        connectionStatus={sessions.connectionStatus}
        onChangeInstance={() => setOverlay("instance")}
      />
      <div className="columns">
        <SessionsView
          sessions={sessions}
          unseenFailures={unseenFailures}
          onDismiss={dismiss}
          onAddAccount={() => setOverlay("sign-in")}
          onConfirm={(confirmation) => setOverlay(confirmation)}
        />
        <aside>
          <ActivityLog log={log} onClear={clearLog} />
        </aside>
      </div>
      {overlay === "instance" ? (
        <InstanceDialog
          current={connection.instance}
          onChoose={sessions.changeInstance}
          onClose={close}
        />
      ) : overlay === "sign-in" ? (
        <Dialog title="Add an account" onDismiss={close}>
          <SignInForm
            onSubmit={(credentials) => sessions.signIn(credentials).then(signedIn)}
            onCancel={close}
          />
        </Dialog>
      ) : (
        overlay && (
          <ConfirmationDialog
            confirmation={overlay}
            onClose={close}
            onUnseenFailure={addUnseenFailure}
          />
        )
      )}
    </>
  );
}
