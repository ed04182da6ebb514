/** What happened in another tab or on another device. Read out it is by the log, which tells it too. */
export function ExternalChangeNote({ change, onDismiss }: { change: string; onDismiss: () => void }) {
  return (
    <div className="external-change">
      <p>{change}</p>
      <button type="button" onClick={onDismiss}>
        Dismiss
      </button>
    </div>
  );
}
