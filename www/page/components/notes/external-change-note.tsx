/**
 * Shows a change by another tab or device. The log has the same entry, which screen readers read
 * out.
 */
export function ExternalChangeNote({
  change,
  onDismiss,
}: {
  change: string;
  onDismiss: () => void;
}) {
  return (
    <div className="external-change">
      <p>{change}</p>
      <button type="button" onClick={onDismiss}>
        Dismiss
      </button>
    </div>
  );
}
