const rows = ["first", "second", "third"];

/** A placeholder for a list that is loading. */
export function Skeleton({ label }: { label: string }) {
  return (
    <div role="status" className="skeleton">
      <span className="visually-hidden">{label}</span>
      {rows.map((row) => (
        <div key={row} className="skeleton-row" />
      ))}
    </div>
  );
}
