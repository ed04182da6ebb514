import type { Instance } from "../api/instance.js";
import type { Standing } from "../hooks/use-connection-status.js";

const standings: Record<Standing, string> = {
  unheard: "has not answered yet",
  answering: "answers",
  failing: "does not answer as it should",
};

/** Where one is: which page, on which instance. */
export function PageHeader({
  instance,
  standing,
  onChangeInstance,
}: {
  instance: Instance;
  standing: Standing;
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
          className={`standing ${standing}`}
          role="img"
          aria-label={standings[standing]}
          title={standings[standing]}
        />
        <span className="instance-name">{instance.name}</span>
        <button type="button" onClick={onChangeInstance}>
          Change<span className="visually-hidden"> instance</span>
        </button>
      </p>
    </header>
  );
}
