import type { Instance } from "../api/instance.js";
import type { ConnectionStatus } from "../hooks/use-connection-status.js";

const statusTexts: Record<ConnectionStatus, string> = {
  unknown: "has not answered yet",
  answering: "answers",
  failing: "does not answer as it should",
};

/** Shows the page's title and its instance. */
export function PageHeader({
  instance,
  connectionStatus,
  onChangeInstance,
}: {
  instance: Instance;
  connectionStatus: ConnectionStatus;
  onChangeInstance: () => void;
}) {
  return (
    <header className="page-header">
      <div>
        <h1>Your sessions</h1>
        <p className="intro">Where you are signed in, what that allows you, and how to end it.</p>
      </div>
      <p className="instance">
        <span
          className={`connection-status ${connectionStatus}`}
          role="img"
          aria-label={statusTexts[connectionStatus]}
          title={statusTexts[connectionStatus]}
        />
        <span className="instance-name">{instance.name}</span>
        <button type="button" onClick={onChangeInstance}>
          Change<span className="visually-hidden"> instance</span>
        </button>
      </p>
    </header>
  );
}
