/** What happened in another tab or on another device. Read out it is by the log, which tells it too. */
export function ElsewhereNote({ change, onDismiss }: { change: string; onDismiss: () => void }) {
  return (
    <div className="elsewhere">
      <p>{change}</p>
      <button type="button" onClick={onDismiss}>
        Dismiss
      </button>
    </div>
  );
}
