import type { Instance } from "../instance.js";

/** Where one is: which page, on which instance. */
export function PageHeader({
  instance,
  onChangeInstance,
}: {
  instance: Instance;
  onChangeInstance: () => void;
}) {
  return (
    <header className="page-header">
      <div>
        <h1>Devices</h1>
        <p className="intro">Where you are signed in, and how to end it.</p>
      </div>
      <p className="instance">
        <span className={`instance-name ${instance.kind}`}>{instance.name}</span>
        <button type="button" onClick={onChangeInstance}>
          Change<span className="visually-hidden"> instance</span>
        </button>
      </p>
    </header>
  );
}
